#!/usr/bin/env python3
"""Whether each branch that no test took is judged: called by tests/coverage.

usage: judge_coverage.py RAW.JSON SOURCE-DIR [--rewrite]

tests/coverage.judged says why a branch is open: lines of a category, a file, and functions with the number of their branches. Prints
the coverage of each floor and the open branches of each category; status 1 when a function has more open branches than are judged, which
are shown. Fewer are fine: threads, clocks and chance decide about some. --rewrite drops what is open no more, and adds what is not
judged with the category "?".
"""
import collections, json, os, sys

raw, root = sys.argv[1:3]
judged_path = os.path.join(root, "tests/coverage.judged")

opened, lines, floors = collections.Counter(), {}, collections.defaultdict(lambda: [0, 0])
for file in json.load(open(raw))["files"]:
    name, functions = file["file"], sorted((f["lineno"], f["name"]) for f in file["functions"])
    source = open(os.path.join(root, name), encoding="utf-8").read().split("\n")
    for line in file["lines"]:
        number, counts = line["line_number"], [branch["count"] > 0 for branch in line["branches"]]
        floor = floors[name.split("/")[1]]
        floor[0] += len(counts)
        floor[1] += sum(counts)
        if all(counts):
            continue
        key = name, ([f for at, f in functions if at <= number] or ["-"])[-1]
        opened[key] += counts.count(False)
        lines.setdefault(key, []).append(f"  {name}:{number}: {source[number - 1].strip()}")

head, judged = [], collections.OrderedDict()  # (file, function) -> {category: count}
for text in open(judged_path, encoding="utf-8").read().splitlines():
    if text.startswith("#") or not text:
        head.append(text)
        continue
    category, name, *functions = text.split()
    for function, count in (f.rsplit(":", 1) for f in functions):
        judged.setdefault((name, function), collections.Counter())[category] += int(count)

for floor, (count, taken) in sorted(floors.items()):
    print(f"{floor}: {100 * taken / count:.1f} % of {count} branches")

categories, missing = collections.Counter(), 0
for key in sorted(set(opened) | set(judged)):
    left = opened[key]
    for category, count in judged.get(key, {}).items():
        judged[key][category] = min(left, count)
        left -= min(left, count)
    if left:
        missing += left
        print(f"{left} not judged of {key[1]}:", *lines[key], sep="\n")
        judged.setdefault(key, collections.Counter())["?"] += left
    categories.update(judged[key])
print(", ".join(f"{category}: {count}" for category, count in categories.most_common() if count), "of", sum(opened.values()))

if "--rewrite" in sys.argv:
    rows = collections.defaultdict(list)
    for (name, function), counts in sorted(judged.items()):
        for category, count in counts.items():
            if count:
                rows[category, name].append(f"{function}:{count}")
    with open(judged_path, "w", encoding="utf-8") as out:
        print(*head, *(" ".join([*row, *rows[row]]) for row in sorted(rows)), sep="\n", file=out)
sys.exit(1 if missing else 0)
