#!/bin/sh
# planlint hook and --changed-since: what git is about to commit, and what a branch changed.
# hook.sh PLANLINT SOURCE-DIR
. "$2/tests/expect.sh"
command -v git > /dev/null || { echo "hook: skipped: git is not installed"; exit 77; }
plans=$source/fixtures/plan-set
export HOME="$work" GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
unset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE
git config --global init.defaultBranch main
repository() { mkdir -p "$work/$1" && cd "$work/$1" && git init -q; }
state() { git ls-files --stage; find . -path ./.git -prune -o -type f -exec cksum {} + | sort; cksum .git/index; stat -c '%Y %Z %i' .git/index; git stash list; }
ids() { grep -o '\[[A-Z]*[0-9]* ' "$work/out" | tr -d '[ ' | sort | tr '\n' ' '; }
# The documents with findings in the JSON of the last command
paths() { python3 -c 'import json, sys; print(" ".join(sorted({d["path"].replace("\n", " ") for d in json.load(open(sys.argv[1]))["diagnostics"]})))' "$work/out"; }

# ---- What is staged is what is checked ----
repository staged
cp "$plans"/planlint.xml "$plans"/vp-2025-2028.xml "$plans"/ap-2025.xml .
expect 0 "nothing staged" "$planlint" hook run --staged
same "" "$(cat "$work/out" "$work/err")" "nothing staged, nothing said"
git add . && cp "$plans/rapport-2025.xml" tidplan.xml
echo "not a plan any more" > vp-2025-2028.xml
cp "$plans/ap-2026.xml" ap-2025.xml
before=$(state)
expect 0 "the index without a commit" "$planlint" hook run --staged --output gcc
same "" "$(ids)" "what is in the folder and not in the index does not count"
same "$before" "$(state)" "nothing was touched"
git commit -qm one --no-verify
git add ap-2025.xml
before=$(state)
expect 1 "one document staged" "$planlint" hook run --staged --lang en --output gcc
contains out "ap-2025.xml:31:16: error: No goal of the plan corresponds to" "traced to the plan as the index has it"
lacks out vp-2025 "the plan is context"
same "$before" "$(state)" "nothing was touched after a commit"
mkdir -p sub/deep && cd sub/deep || exit 2
expect 1 "in a folder below" "$planlint" hook run --staged --output gcc
contains out "../../ap-2025.xml:31:16:" "paths as seen from the folder"
cd ../.. || exit 2

# Severities, baseline and lock are those of the index too
sed -i 's|</project>|<set rule="TRC001" severity="off"/></project>|' planlint.xml
expect 1 "a project file that is not staged" "$planlint" hook run --staged --output gcc
contains out TRC001 "does not hold"
git add planlint.xml
expect 1 "a project file that is staged" "$planlint" hook run --staged --output gcc
lacks out TRC001 "holds"
printf '<project' > planlint.xml && git add planlint.xml
expect 2 "a faulty project file" "$planlint" hook run --staged --lang en --output gcc
contains out "planlint.xml:1:" "is reported"
git checkout -q HEAD -- planlint.xml
expect 0 "options of the check" "$planlint" hook run --staged --fail-level never --output gcc
expect 2 "not options of other commands" "$planlint" hook run --staged --fix
expect 2 "hook without a word" "$planlint" hook
expect 2 "hook run needs to know what" "$planlint" hook run
git reset -q --hard

# Deleted documents: those that need them are not in the commit, and nothing is traced to a ghost
git rm -q ap-2025.xml
expect 0 "only a deletion" "$planlint" hook run --staged --output gcc
contains out XDC001 "what misses the document is said"
lacks out TRC "no other document is checked"
git reset -q --hard && git mv ap-2025.xml moved.xml
"$planlint" hook run --staged --output gcc > "$work/out"
contains out XDC001 "a document under another name is gone"
git reset -q --hard && git rm -q --cached vp-2025-2028.xml && echo "<!-- -->" >> ap-2025.xml && git add ap-2025.xml
expect 0 "the plan is in the folder and no longer in the index" "$planlint" hook run --staged --output gcc
contains out XDC001 "is missing"
git reset -q --hard

# Names, links, other XML, announced files, a folder that is gone from the disk
mkdir "Hälso plan" && cp "$plans/ap-2026.xml" "Hälso plan/a  b
c\"d.xml" && printf '<pom><broken></pom>' > pom.xml && ln -s ap-2025.xml link.xml && cp "$plans/ap-2026.docx" -- -w.docx && mkdir .hidden && echo x > .hidden/x.xml
cp "$plans/ap-2026.xml" later.xml && git add -N later.xml
git add -- "Hälso plan" pom.xml link.xml -w.docx .hidden && rm -r "Hälso plan"
expect 1 "odd names" "$planlint" hook run --staged --output json
same "-w.docx Hälso plan/a  b c\"d.xml" "$(paths)" "what is checked"
git reset -q --hard && git clean -qfd

# A document that a filter keeps elsewhere: git has a pointer to it
echo "*.docx filter=lfs" > .gitattributes && git config filter.lfs.smudge "cat '$plans/ap-2026.docx'" && git config filter.lfs.clean cat
pointer=$(printf 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n' | git hash-object -w --stdin)
git add .gitattributes && git update-index --add --cacheinfo "100644,$pointer,large.docx"
expect 1 "a document behind a pointer" "$planlint" hook run --staged --lang en --output gcc
contains out "large.docx:15:1: error: No goal of the plan corresponds to" "is read"
git reset -q --hard && git config --remove-section filter.lfs

# Documents that the project finds by patterns, and packs of its own: all of the index, from any folder
repository patterns
mkdir -p planer/2025 regler && cp "$plans/vp-2025-2028.xml" planer/vp.xml && cp "$plans/ap-2025.xml" planer/2025 && cp "$plans/rapport-2025.xml" .
cat > planlint.xml <<'XML'
<project xmlns="urn:planlint:project:1">
  <use file="regler/egna.xml"/>
  <doc id="vp" kind="vp" href="planer/./vp.xml"/>
  <doc id="ap" kind="ap" implements="vp" href="planer/**/ap-*.xml"/>
  <doc id="rapport" kind="rapport" follows="ap" href="rapport-202?.xml"/>
  <doc id="gammal" kind="ap" href="arkiv/*.xml"/>
  <doc id="ute" kind="ap" href="../ute/*.xml"/>
</project>
XML
echo '<rules xmlns="urn:planlint:rules:1" pack="egna" version="1"/>' > regler/egna.xml
git add . && mkdir arkiv && cp "$plans/ap-2026.xml" planer/2025 && cp "$plans/ap-2026.xml" arkiv
expect 1 "patterns" "$planlint" hook run --staged --output json
same "planer/2025/ap-2025.xml rapport-2025.xml" "$(paths)" "find what is in the index"
contains out TRC001 "activities are traced to the plan"
cd planer || exit 2
expect 1 "patterns from a folder below" "$planlint" hook run --staged --output json
same "../rapport-2025.xml 2025/ap-2025.xml" "$(paths)" "find the same"
cd .. && git commit -qm one --no-verify && echo "<!-- -->" >> planer/2025/ap-2025.xml && git add -u || exit 2
expect 1 "one of them" "$planlint" hook run --staged --output json
same "planer/2025/ap-2025.xml" "$(paths)" "is checked, to the plan that did not change"
expect 2 "documents over the limit" "$planlint" hook run --staged --output gcc --limit input-bytes=2000
contains out "planer/2025/ap-2025.xml:1:1" "are read away"
contains out "rapport-2025.xml:1:1" "and what stands behind them is read"
git rm -q --cached regler/egna.xml
expect 2 "a pack that is not in the index" "$planlint" hook run --staged --lang en --output gcc
contains out "planlint.xml:2:14: error: The rule file regler/egna.xml cannot be read: No such file or directory." "is told with its reason"
cd "$work/staged" || exit 2

# ---- As the hook of git ----
expect 0 "install" "$planlint" hook install --lang en
contains out "pre-commit checks every commit" "says where"
expect 0 "install again" "$planlint" hook install
cp "$plans/ap-2026.xml" ap-2025.xml
expect 1 "a commit with findings is stopped" git commit -qam two
expect 0 "no commit was made" test "$(git rev-list --count HEAD)" = 1
git checkout -q HEAD -- . && echo "<!-- -->" >> ap-2025.xml
expect 0 "a commit without is made" git commit -qm two ap-2025.xml
expect 0 "so it was" test "$(git rev-list --count HEAD)" = 2
cp "$plans/ap-2026.xml" ap-2025.xml && cp "$plans/tidplan.xml" tidplan.xml && git add tidplan.xml
expect 0 "a commit of one file has an index of its own" git commit -qm three tidplan.xml
git checkout -q HEAD -- .
git worktree add -q "$work/tree" -b other && cd "$work/tree" || exit 2
cp "$plans/ap-2026.xml" ap-2025.xml && git add .
expect 1 "the hook holds in work trees" git commit -qm four
expect 0 "install in a work tree" "$planlint" hook install
cd "$work/staged" || exit 2
rm "$work/staged/.git/hooks/pre-commit"
echo "echo mine" > .git/hooks/pre-commit
expect 2 "a hook of someone else" "$planlint" hook install --lang en
contains err "planlint hook run --staged" "says what to do"
same "echo mine" "$(cat .git/hooks/pre-commit)" "it stays"
expect 0 "a hook of someone else, replaced" "$planlint" hook install --force
same "echo mine" "$(cat .git/hooks/pre-commit.old)" "it is kept"
echo "echo mine too" > .git/hooks/pre-commit
expect 2 "nothing is replaced twice" "$planlint" hook install --force
same "echo mine too" "$(cat .git/hooks/pre-commit)" "it stays too"
rm .git/hooks/pre-commit*
git config core.hooksPath .hooks
cd sub/deep 2> /dev/null || { mkdir -p sub/deep && cd sub/deep || exit 2; }
expect 0 "a folder of hooks, from below" "$planlint" hook install
expect 0 "is made from the root" test -x "$work/staged/.hooks/pre-commit"
cd "$work/staged" || exit 2
cp "$plans/ap-2026.xml" ap-2025.xml
expect 1 "and used" git commit -qm five ap-2025.xml
git config --unset core.hooksPath && git checkout -q HEAD -- .
mkdir "$work/o'brien" && cp "$planlint" "$work/o'brien/planlint"
expect 0 "install by a program with an odd path" "$work/o'brien/planlint" hook install
cp "$plans/ap-2026.xml" ap-2025.xml
expect 1 "which is found" git commit -qm six ap-2025.xml
git checkout -q HEAD -- . && rm .git/hooks/pre-commit

# Where the hooks are: a folder by its whole path, one with a slash
git config core.hooksPath "$work/hooks/"
expect 0 "a folder of hooks elsewhere" "$planlint" hook install
expect 0 "is made" test -x "$work/hooks/pre-commit"
git config --unset core.hooksPath

# What is in the index and no document: links, conflicts, nothing yet, files of other names that are gone
ln -s ap-2025.xml link.xml && : > empty.xml && echo text > note.txt && git add link.xml empty.xml note.txt && git commit -qm seven --no-verify
git rm -q note.txt
expect 0 "a note that is gone" "$planlint" hook run --staged --output gcc
same "" "$(cat "$work/out" "$work/err")" "is no document that is missed"
git reset -q --hard
{ printf '100644 %s 1\tap-2025.xml\n' "$(git rev-parse HEAD:ap-2025.xml)"; printf '100644 %s 2\tap-2025.xml\n' "$(git rev-parse HEAD:ap-2025.xml)"; } > "$work/stages"
git update-index --force-remove ap-2025.xml && git update-index --index-info < "$work/stages"
expect 0 "a document with a conflict" "$planlint" hook run --staged --output gcc
git reset -q --hard
id=$(git rev-parse HEAD:vp-2025-2028.xml) && rm -f ".git/objects/$(echo "$id" | cut -c 1-2)/$(echo "$id" | cut -c 3-)" && cp "$plans/ap-2026.xml" ap-2025.xml && git add ap-2025.xml
expect 2 "an object that is not there" "$planlint" hook run --staged --lang en --output gcc
contains out "vp-2025-2028.xml:1:1: error:" "is told at its document"

# ---- Where git cannot help ----
mkdir "$work/plain" "$work/empty" && cd "$work/plain" && cp "$plans/vp-2025-2028.xml" . || exit 2
expect 2 "no repository" env GIT_CEILING_DIRECTORIES="$work" "$planlint" hook run --staged
expect 2 "no repository to install in" env GIT_CEILING_DIRECTORIES="$work" "$planlint" hook install
expect 2 "no git" env PATH="$work/empty" "$planlint" hook run --staged --lang en
contains err "the program git is not there" "says so"
expect 2 "no git to ask" env PATH="$work/empty" "$planlint" check --changed-since main --lang en vp-2025-2028.xml
contains out CFG056 "says what it could not do"

# ---- A repository that is lost meanwhile: git finds no index, lists as if it were empty, and only the next git knows ----
repository lost
cp "$plans"/vp-2025-2028.xml "$plans"/ap-2026.xml . && git add .
mkdir "$work/losing"
# loses WORD OUTPUT: .git goes away while `git WORD` runs, which prints this and ends well.
loses() {
    cat > "$work/losing/git" <<END
#!/bin/sh
PATH=$PATH
case " \$* " in
*" $1 "*) mv .git gone && echo $2 && exit 0 ;;
esac
exec git "\$@"
END
    chmod +x "$work/losing/git"
}
loses ls-files ""
expect 2 "the index is lost" env PATH="$work/losing:$PATH" "$planlint" hook run --staged
contains err "not a git repository" "git says so"
mv gone .git && git commit -qm one --no-verify
loses ls-files ap-2026.xml
expect 2 "the index is lost when new files are listed" env PATH="$work/losing:$PATH" "$planlint" check --changed-since HEAD --lang en .
contains out CFG056 "says what it could not do"
mv gone .git
# git is killed
printf '#!/bin/sh\nkill -KILL $$\n' > "$work/losing/git"
expect 2 "git is killed" env PATH="$work/losing:$PATH" "$planlint" hook run --staged --lang en
contains err "git was ended: Killed" "says what ended it"

# ---- What a branch changed ----
repository changed
cp "$plans"/*.xml . && git add . && git commit -qm one
git checkout -q -b branch && cp ap-2026.xml "ap 2026.xml" && git add . && git commit -qm two
git checkout -q main && echo "<!-- -->" >> rapport-2025.xml && git commit -qam three && git checkout -q branch
before=$(state)
expect 1 "since the branch parted" "$planlint" check --isolated --changed-since main --output json .
same "./ap 2026.xml" "$(paths)" "what the branch changed"
same "$before" "$(state)" "the index was not refreshed"
echo "<!-- -->" >> rapport-2025.xml && cp ap-2026.xml new.xml
expect 1 "with what is not committed yet" "$planlint" check --isolated --changed-since main --output json .
same "./ap 2026.xml ./new.xml ./rapport-2025.xml" "$(paths)" "edited and new files"
mkdir sub && cd sub || exit 2
expect 1 "from a folder below" "$planlint" check --isolated --changed-since main --output json ../new.xml ../ap-2026.xml
same "../new.xml" "$(paths)" "paths of a folder below"
cd .. || exit 2
git checkout -q HEAD -- . && rm new.xml
expect 0 "nothing changed" "$planlint" check --isolated --lang en --changed-since HEAD .
contains out "0 documents" "nothing changed, nothing reported"
expect 1 "a project" "$planlint" check --changed-since HEAD --output json --project ap-2026.xml "ap 2026.xml" --changed-since main
same "ap 2026.xml" "$(paths)" "what changed of a project"
expect 2 "unknown revision" "$planlint" check --lang en --changed-since nowhere --output gcc .
contains out CFG056 "an unknown revision is named"
expect 2 "no revision" "$planlint" check --changed-since=--output .

echo "hook: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
