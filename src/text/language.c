#include "language.h"

#include <endian.h>

enum { LONGEST_WORD = 7 }; /* bytes: with the end a word fits into 64 bits */

/* Frequent words: '+' where Swedish alone has them, '-' where it does not have them. What it shares with a neighbour or
 * knows in another sense is left out ("en", "den", "del", "not", "must"). In the order of their bytes. */
static const char words[][LONGEST_WORD + 2] = {
    "-aan",    "-af",   "-and",   "-ao",    "+ar",      "-are",    "+att",    "-auch",   "-auf",    "-aux",   "-avec",
    "-been",   "-bei",  "-bir",   "-cette", "-che",     "-con",    "-dans",   "-das",    "-dei",    "-della", "-dengan",
    "+denna",  "-der",  "-des",   "+dessa", "+detta",   "-di",     "-die",    "-dla",    "-durch",  "-een",   "-egy",
    "-ein",    "-eine", "-einer", "+ej",    "-em",      "+ett",    "-etter",  "-että",   "-fra",    "+fran",  "-from",
    "+från",   "+för",  "-für",   "+genom", "-gjennom", "-gli",    "-has",    "-have",   "-hogy",   "+hur",   "-hvor",
    "-ihre",   "-ikke", "-il",    "+inom",  "+inte",    "-ist",    "-its",    "-için",   "-jest",   "-joka",  "-jsou",
    "-které",  "-las",  "-le",    "-les",   "-los",     "+mellan", "-mellem", "-mellom", "-mit",    "-mutta", "-myös",
    "-más",    "-nach", "-nel",   "-nem",   "-nicht",   "-nie",    "-niet",   "-niin",   "-non",    "-não",   "+och",
    "+också",  "-oder", "-of",    "-og",    "-også",    "-oli",    "-oraz",   "-other",  "-ovat",   "-para",  "-pas",
    "-pela",   "-pelo", "-por",   "-przez", "-que",     "+samt",   "-sekä",   "-shall",  "-should", "-sich",  "-sind",
    "-się",    "+ska",  "-skal",  "-sont",  "-são",     "-tai",    "-that",   "-the",    "-their",  "-these", "-they",
    "-this",   "+till", "-to",    "-um",    "-uma",     "-una",    "-und",    "-une",    "-untuk",  "+vara",  "+vid",
    "+vilket", "-voor", "-være",  "-was",   "-we",      "-werden", "-which",  "-will",   "-wird",   "-with",  "-wordt",
    "-wurde",  "-yang", "-you",   "-your",  "-zijn",    "-zu",     "+är",     "+även",   "-é",      "-és",    "+över",
    "-über",   "-že",   "-și",
};

/* Returns the letter in lower case, 0 when it is none of the Latin script. */
static uint32_t lower_letter(uint32_t c) {
    if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7))
        return c + 0x20;
    bool letter = (c >= 'a' && c <= 'z') || (c >= 0xDF && c < 0x250 && c != 0xF7);
    return letter ? c : 0;
}

/* Letters that neither Swedish words nor the names and loans in Swedish text have. */
static bool is_strange(uint32_t letter) {
    static const uint8_t familiar[] = {0xE0, 0xE1, 0xE4, 0xE5, 0xE7, 0xE8, 0xE9, 0xEB, 0xED, 0xF1, 0xF3, 0xF6, 0xFC};
    if (letter >= 0x100 || letter < 0x80)
        return letter >= 0x100;
    return memchr(familiar, (int)letter, sizeof familiar) == NULL;
}

/* Letters of scripts that Swedish is not written in, from Greek to the East Asian ones. */
static bool is_foreign(uint32_t c) {
    return (c >= 0x370 && c < 0x1E00) || (c >= 0x1F00 && c < 0x2000) || (c >= 0x3040 && c < 0xD7A4) ||
           (c >= 0xF900 && c < 0xFE00 && c != 0xFB01 && c != 0xFB02);
}

/* The word as a number that sorts as its bytes do: every word of running text is looked up, strings are too dear. */
static uint64_t word_key(const char *word) {
    uint64_t key;
    memcpy(&key, word, sizeof key);
    return be64toh(key);
}

static void add_word(struct language_evidence *evidence, uint64_t key, size_t len) {
    if (len > LONGEST_WORD)
        return;
    key <<= 8 * (sizeof key - len);
    size_t from = 0;
    for (size_t count = sizeof words / sizeof *words; count > 1; count -= count / 2)
        from += word_key(words[from + count / 2] + 1) <= key ? count / 2 : 0;
    if (word_key(words[from] + 1) == key)
        ++*(words[from][0] == '+' ? &evidence->swedish : &evidence->other);
}

void language_add(struct language_evidence *evidence, struct str text) {
    uint64_t key = 0; /* the last bytes of the word */
    size_t len = 0, letters = 0;
    bool strange = false;
    for (size_t at = 0; at < text.len;) {
        uint32_t letter = 0; /* that is not of ASCII */
        size_t begin = at, next;
        unsigned low;
        /* Setting the bit of lower case makes a letter of nothing but a letter. */
        for (; at < text.len && (low = (unsigned char)text.data[at] | 0x20u) - 'a' < 26; at++)
            key = key << 8 | low;
        len += at - begin;
        letters += at - begin;
        if (at < text.len) {
            next = at;
            uint32_t c = utf8_next(text, &next);
            at = next;
            letter = c < 0x80 ? 0 : lower_letter(c);
            if (letter) {
                key = key << 16 | (0xC0 | letter >> 6) << 8 | (0x80 | (letter & 0x3F)); /* all are of two bytes */
                len += 2;
                strange = strange || is_strange(letter);
            }
            letters += letter || is_foreign(c);
            evidence->foreign += is_foreign(c);
        }
        if (len && (!letter || at == text.len)) {
            if (strange)
                evidence->other++;
            else
                add_word(evidence, key, len);
            len = 0;
            strange = false;
        }
    }
    evidence->letters += letters;
}

bool language_is_other(const struct language_evidence *evidence, bool otherwise) {
    enum { ENOUGH = 2 };
    if (evidence->foreign * 2 > evidence->letters)
        return true;
    if (evidence->other >= ENOUGH && evidence->other > 2 * evidence->swedish)
        return true;
    return otherwise && !(evidence->swedish >= ENOUGH && evidence->swedish > evidence->other);
}
