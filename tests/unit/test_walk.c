#include "plans.h"

/* Writes what the index made of the tree: the blocks with a letter for each thing that they are, then the items. */
static struct str shape_of(struct arena *arena, const struct plan *plan) {
    static const char letters[] = "THIGAERMC--icF"; /* by the bits of enum scope */
    struct buf out = buf_in(arena);
    for (size_t i = 0; i < plan->block_count; i++) {
        const struct block *block = &plan->blocks[i];
        if (block->in & IN_RAW)
            continue;
        buf_add(&out, out.len ? STR(" ") : STR(""));
        for (size_t bit = 0; bit < sizeof letters - 1; bit++)
            if (block->in & 1u << bit)
                buf_byte(&out, letters[bit]);
        buf_format(&out, ":%.*s", STR_ARGS(block->passage->text));
        if (block->column != INDEX_NONE)
            buf_format(&out, "@%.*s", STR_ARGS(plan->blocks[block->column].passage->text));
    }
    for (size_t i = 0; i < plan->section_count; i++) {
        const struct section *section = &plan->sections[i];
        buf_format(&out, "; section %zu %.*s", section->level, STR_ARGS(section->key));
        if (section->role != ROLE_OTHER || section->focus != FOCUS_NONE)
            buf_format(&out, " (%s%s)",
                       section->role == ROLE_FOCUS ? "area "
                       : section->role             ? "role "
                                                   : "in ",
                       section->focus == FOCUS_NONE ? "-" : plan->profile->focus[section->focus].id.data);
    }
    for (size_t i = 0; i < plan->goal_count; i++)
        buf_format(&out, "; goal %.*s %.*s", STR_ARGS(plan->goals[i].id), STR_ARGS(plan->goals[i].key));
    for (size_t i = 0; i < plan->activity_count; i++) {
        const struct activity *activity = &plan->activities[i];
        buf_format(&out, "; activity %.*s", STR_ARGS(plan->blocks[activity->block].passage->text));
        if (activity->goal.len || activity->goal_heading.len)
            buf_format(&out, " -> %.*s%.*s", STR_ARGS(activity->goal), STR_ARGS(activity->goal_heading));
    }
    for (size_t i = 0; i < plan->entry_count; i++) {
        const struct entry *entry = &plan->entries[i];
        buf_format(&out, "; entry %.*s", STR_ARGS(plan->blocks[entry->block].passage->text));
        for (size_t b = entry->result_first; b < entry->result_last; b++)
            buf_format(&out, " = %.*s", STR_ARGS(plan->blocks[b].passage->text));
    }
    for (size_t i = 0; i < plan->milestone_count; i++) {
        const struct milestone *milestone = &plan->milestones[i];
        buf_format(&out, "; milestone %.*s/%.*s %.*s", STR_ARGS(date_format(arena, milestone->interval.first)),
                   STR_ARGS(date_format(arena, milestone->interval.last)), STR_ARGS(milestone->label));
    }
    for (size_t i = 0; i < plan->toc_count; i++)
        buf_format(&out, "; line %zu %.*s page %zu", plan->toc[i].level, STR_ARGS(plan->toc[i].key), plan->toc[i].page);
    for (size_t i = 0; i < plan->fact_count; i++)
        buf_format(&out, "; fact %.*s %zu", STR_ARGS(plan->facts[i].name), plan->facts[i].count);
    for (size_t i = 0; i < plan->date_count; i++)
        buf_format(&out, "; date %s", date_role_name(plan->dates[i].role));
    return buf_str(&out);
}

struct walk_case {
    const char *kind, *content, *shape;
};

static void expect(struct arena *arena, const struct walk_case *cases, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct plan *plan = plan_of(arena, cases[i].kind, cases[i].content, NULL);
        assert_str(shape_of(arena, plan), cases[i].shape, cases[i].content);
    }
}

static void goals_activities_and_entries_are_what_has_text(void **state) {
    static const struct walk_case cases[] = {
        {"ap", "<activity><text>Se <ref to=\"4.1\">mål 4.1</ref>.</text></activity>",
         "TAi:Se mål 4.1.; activity Se mål 4.1. -> 4.1"},
        {"ap", "<activity goal=\"4.2\"><text>Se <ref to=\"4.1\">mål 4.1</ref>.</text></activity>",
         "TAi:Se mål 4.1.; activity Se mål 4.1. -> 4.2"},
        {"ap", "<goal no=\"4.1\"><heading> </heading><p>Text</p></goal>", "TGi:Text; goal 4.1 text"},
        {"ap", "<goal no=\"4.1\"><p>Text</p><p>Mer</p></goal>", "TGi:Text TG:Mer; goal 4.1 text"},
        {"ap", "<goal no=\"4.1\"><list><item>Text</item></list></goal>", "TGi:Text"},
        {"ap", "<goal no=\"4.1\"/>", ""},
        {"ap", "<goal no=\"4.1\" focus=\"ks\"><heading>Text</heading></goal>",
         "HG:Text; section 1 text (in ks); goal 4.1 text"},
        {"ap", "<section focus=\"ks\"><p>Utan rubrik</p><activity><text>A</text></activity></section>",
         "T:Utan rubrik TAi:A; activity A"},
        {"ap", "<activity><p>Ett</p><p>Två</p></activity>", "TAi:Ett TA:Två; activity Ett"},
        {"ap", "<activity>Ett</activity>", "TAi:Ett; activity Ett"},
        {"ap", "<activity><text> </text></activity>", ""},
        {"ap", "<activity/>", ""},
        {"ap", "<activity><list><item>x</item></list></activity>", "TAi:x; activity x"},
        {"ap", "<activity due=\"2026-01-01\"><text>x</text></activity>", "TAi:x; activity x; date deadline"},
        {"rapport", "<entry><heading>Ett</heading><p>a</p></entry>", "HE:Ett TR:a; section 1 ett; entry Ett = a"},
        {"rapport", "<entry><heading> </heading><p>a</p><p>b</p></entry>", "TEi:a TR:b; entry a = b"},
        {"rapport", "<entry><p>a</p><p>b</p></entry>", "TEi:a TR:b; entry a = b"},
        {"rapport", "<entry>a</entry>", "TEi:a; entry a"},
        {"rapport", "<entry/>", ""},
        {"rapport", "<entry><text> </text></entry>", ""},
        {"rapport", "<entry><text>a</text><result>b</result></entry>", "TEi:a TR:b; entry a = b"},
        {"rapport", "<entry><text>a</text><result><list><item>b</item></list></result></entry>",
         "TEi:a TRi:b; entry a = b"},
        {"rapport", "<p>x</p><result><p>b</p></result>", "T:x TR:b"},
        {"vp", "<list><item><p>a</p><p>b</p></item><item>c<list><item>d</item></list></item><item/></list>",
         "Ti:a T:b Ti:c Ti:d"},
        {"vp", "<goal no=\"1\"><heading>A</heading></goal>x<goal><text>b</text></goal><p/><goal><text>c</text></goal>",
         "HG:A TGi:b TGi:c; section 1 a; goal 1 a; goal b1 b; goal b2 c"},
        {"vp",
         "<section><heading>S</heading><goal no=\"1\"><heading>A</heading><section><heading>Fokusområde "
         "Kunskapsstyrning</heading></section></goal></section>",
         "H:S HG:A HG:Fokusområde Kunskapsstyrning; section 1 s; section 2 a; section 3 kunskapsstyrning (area ks); "
         "goal 1 a"},
    };
    expect(*state, cases, COUNT(cases));
}

static void rows_and_cells_are_known_by_the_heads_of_their_columns(void **state) {
    static const struct walk_case cases[] = {
        {"rapport",
         "<table><row header=\"true\"><cell>A</cell><cell>R</cell></row><row><entry><cell>x</cell><cell "
         "role=\"result\">y</cell></entry></row></table>",
         "Tc:A Tc:R TEc:x@A TRc:y@R; entry x = y"},
        {"rapport",
         "<table><row header=\"true\"><cell>A</cell><cell>R</cell></row><row><entry><cell> "
         "</cell></entry></row></table>",
         "Tc:A Tc:R"},
        {"rapport",
         "<table><row header=\"true\"><cell>A</cell><cell>R</cell></row><row><entry><text column=\"0\">x</text><result "
         "column=\"9\">y</result></entry></row></table>",
         "Tc:A Tc:R TEc:x@A TR:y; entry x = y"},
        {"rapport",
         "<table><row header=\"true\"><cell>A</cell></row><row><entry><text column=\"0\"> "
         "</text><result>y</result></entry></row></table>",
         "Tc:A TR:y; entry y = y"},
        {"rapport",
         "<table><row header=\"true\"><cell>A</cell></row><row><entry><text "
         "column=\"0\">a</text><text>b</text></entry></row></table>",
         "Tc:A TEc:a@A TEc:b; entry a"},
        {"ap", "<table><row header=\"false\"><cell>A</cell></row><row><cell>b</cell></row></table>", "Tc:A Tc:b"},
        {"ap", "<table><row header=\"1\"><cell>A</cell></row><row><cell>b</cell></row></table>", "Tc:A Tc:b@A"},
        {"ap", "<table><row header=\"0\"><cell>A</cell></row><row><cell>b</cell></row></table>", "Tc:A Tc:b"},
        {"ap", "<row><cell>A</cell></row>", "Tc:A"},
        {"ap", "<cell>A</cell>", "Tc:A"},
        {"ap",
         "<table><row><cell column=\"300\">Mål</cell></row><row><cell "
         "column=\"300\">b</cell><cell>c</cell></row></table>",
         "Tc:Mål Tc:b Tc:c"},
        {"ap",
         "<table><row><cell>Goal</cell></row><row><cell>b</cell><activity><text>t</text></activity></row></table>",
         "Tc:Goal Tc:b@Goal TAc:t; activity t -> b"},
        {"ap",
         "<table><row><cell>Mål 4</cell></row><row><cell>b</cell><activity><text>t</text></activity></row></table>",
         "Tc:Mål 4 Tc:b@Mål 4 TAc:t; activity t -> b"},
        {"ap",
         "<table><row><cell>Målare</cell></row><row><cell>b</cell><activity><text>t</text></activity></row></table>",
         "Tc:Målare Tc:b@Målare TAc:t; activity t"},
        {"ap", "<table><row><cell> </cell></row><row><cell>b</cell><activity><text>t</text></activity></row></table>",
         "Tc:b TAc:t; activity t"},
        {"ap",
         "<table><row><cell>Mål</cell><cell>A</cell></row><row><cell/><cell><activity><text>t</text></activity></"
         "cell></row></table>",
         "Tc:Mål Tc:A TAic:t@A; activity t"},
        {"ap",
         "<table><row><cell>Mål</cell><cell>A</cell></row><row><cell "
         "role=\"note\">x</cell><cell><activity><text>t</text></activity></cell></row></table>",
         "Tc:Mål Tc:A Tc:x@Mål TAic:t@A; activity t"},
        {"ap",
         "<table><row><cell>Mål</cell><cell>A</cell></row><row><cell><p>x</p><p>y</p></cell><cell><activity><text>t</"
         "text></activity></cell></row></table>",
         "Tc:Mål Tc:A Tc:x@Mål Tc:y@Mål TAic:t@A; activity t -> x"},
        {"ap", "<table><row><activity><cell>x</cell><cell>y</cell></activity></row></table>",
         "TAc:x TAc:y; activity x"},
        {"ap", "<table><row><cell>H</cell></row><row><activity><text>x</text><text>y</text></activity></row></table>",
         "Tc:H TAc:x@H TAc:y; activity x"},
        {"ap", "<table><row><cell>H</cell></row><row><activity><text> </text></activity></row></table>", "Tc:H"},
        {"ap", "<table><row><cell>H</cell></row><row><activity><text> </text><cell>y</cell></activity></row></table>",
         "Tc:H TAc:y; activity y"},
        {"ap", "<table><row><cell>H</cell></row><row><activity><p>x</p></activity></row></table>",
         "Tc:H TA:x; activity x"},
        {"ap", "<table><row><cell>H</cell></row><row><activity>x</activity></row></table>", "Tc:H TAi:x; activity x"},
        {"ap", "<table><row><cell>H</cell></row><row><goal no=\"1\"><text>x</text></goal></row></table>",
         "Tc:H TGc:x; goal 1 x"},
        {"ap",
         "<table><row><activity><cell role=\"goal\" s:continued=\"true\" "
         "xmlns:s=\"urn:planlint:src:1\"/><text>t</text></activity></row></table>",
         "TAc:t; activity t"},
        {"ap", "<table><row><cell>H</cell></row><row><text>x</text></row></table>", "Tc:H Tc:x@H"},
    };
    expect(*state, cases, COUNT(cases));
}

static void sections_covers_contents_and_timelines_are_told_apart(void **state) {
    static const struct walk_case cases[] = {
        {"ap", "<p>Se <ref to=\"4.1\">mål 4.1</ref>.</p>", "T:Se mål 4.1."},
        {"ap", "<section focus=\"xx\"><p>Utan rubrik</p></section>", "T:Utan rubrik"},
        {"ap", "<section level=\"3\" role=\"strategy\"><heading>Mål</heading><p>x</p></section>",
         "H:Mål T:x; section 3 mål (role -)"},
        {"ap", "<section level=\"x\" role=\"okänd\"><heading>Mål</heading><p>x</p></section>",
         "H:Mål T:x; section 1 mål"},
        {"ap", "<section><heading>Kunskapstyrning</heading></section>",
         "H:Kunskapstyrning; section 1 kunskapstyrning (area ks)"},
        {"ap", "<section role=\"focus-area\"><heading>Kunskapstyrning</heading></section>",
         "H:Kunskapstyrning; section 1 kunskapstyrning (area ks)"},
        {"ap",
         "<section><heading>Fokusområde Kunskapsstyrning</heading><section><heading>Fokusområde Verksamhet och "
         "utveckling</heading></section></section>",
         "H:Fokusområde Kunskapsstyrning H:Fokusområde Verksamhet och utveckling; section 1 kunskapsstyrning (area "
         "ks); section 2 verksamhet och utveckling (area vu)"},
        {"vp", "<meta><title>Ett</title><title>Två</title><period>2025–2028</period><period>2026–2029</period></meta>",
         "IM:Ett IM:Två M:2025–2028 M:2026–2029; date own-period; date own-period"},
        {"vp",
         "<meta><title> </title><subtitle>S</subtitle><x:y "
         "xmlns:x=\"urn:x\">z</x:y></meta><meta><title>T</title></meta>",
         "M:S IM:T"},
        {"vp", "<meta><decided date=\"2024-01-02\"/><prepared date=\"2024-01-03\">Av oss</prepared></meta>",
         "M:Av oss; date decision; date prepared"},
        {"vp", "<meta xmlns:s=\"urn:planlint:src:1\"><s:fact name=\"insertions\" n=\"3\"/><s:other/></meta>",
         "; fact insertions 3"},
        {"vp",
         "<toc><heading>I</heading><heading>J</heading><entry> </entry><entry no=\"1.2\" page=\"4\">X</entry><entry "
         "no=\"1.2\" page=\"4\" level=\"1\">X</entry><p>x</p><!-- c --></toc>",
         "C:I C:J C:X C:X TC:x; line 2 x page 4; line 1 x page 4"},
        {"vp", "<toc><heading> </heading></toc>", ""},
        {"vp", "<toc xmlns:s=\"urn:planlint:src:1\"><s:fact name=\"f\" n=\"x\"/></toc>", "; fact f 1"},
        {"tidplan", "<timeline><milestone date=\"2025-01-01\" to=\"2025-03-31\">X</milestone></timeline>",
         "T:X; milestone 2025-01-01/2025-03-31 X"},
        {"tidplan", "<timeline><milestone date=\"2025-01-01\" label=\" Start \"/></timeline>",
         "; milestone 2025-01-01/2025-01-01 Start; date milestone"},
        {"tidplan", "<timeline><milestone date=\"2025-01-01\" to=\"x\">X</milestone></timeline>",
         "T:X; milestone 2025-01-01/2025-01-01 X"},
        {"tidplan", "<timeline><milestone>X</milestone></timeline>", "T:X; milestone 1970-01-02/1970-01-01 X"},
        {"tidplan", "<timeline><milestone to=\"2025-01-01\">Y 2024</milestone></timeline>",
         "T:Y 2024; milestone 2024-01-01/2024-12-31 Y; date milestone"},
        {"tidplan", "<timeline><milestone><p>Y 2024</p><list><item>z</item></list></milestone></timeline>",
         "T:Y 2024 Ti:z; milestone 2024-01-01/2024-12-31 Y z; date milestone"},
        {"vp", "<parties><region ref=\"x\">R</region></parties>", "M:R"},
        {"vp", "<figure xmlns:s=\"urn:planlint:src:1\" s:para=\"3\">F</figure>", "T:F"},
        {"vp", "<figure><heading>F</heading></figure>", "HF:F"},
        {"vp", "<heading>H</heading><okänt><p>x</p></okänt>", "H:H T:x"},
        {"vp", "<p xmlns:s=\"urn:planlint:src:1\" s:evidence=\"style\">H</p><x:p xmlns:x=\"urn:x\">u</x:p>", "T:H"},
        {"vp",
         "<title>T</title><subtitle>U</subtitle><region>R</region><body>B</body><group>G</group><note>N</"
         "note><figure>F</figure>",
         "I:T M:U M:R M:B M:G T:N TF:F"},
    };
    expect(*state, cases, COUNT(cases));
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(goals_activities_and_entries_are_what_has_text),
        cmocka_unit_test(rows_and_cells_are_known_by_the_heads_of_their_columns),
        cmocka_unit_test(sections_covers_contents_and_timelines_are_told_apart),
    };
    return cmocka_run_group_tests(tests, plans_set_up, arena_tear_down);
}
