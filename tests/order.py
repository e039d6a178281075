"""The same bytes at any number of threads and in any order of arguments. order.py PLANLINT SOURCE-DIR"""
import pathlib, random, re, subprocess, sys, tempfile

from tally import check, finish

planlint, source = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2])
rng = random.Random(2026)
LINE = re.compile(r"\s*<(activity|p|item|entry|li)\b.*</\1>\s*$")


def variants(folder):
    """60 documents: those of the plan set, each with some lines dropped, doubled and swapped."""
    plans = sorted(path for path in (source / "fixtures/plan-set").glob("*-20*.xml"))
    for number in range(60):
        text = plans[number % len(plans)].read_text(encoding="utf-8")
        lines = text.splitlines(keepends=True)
        some = [at for at, line in enumerate(lines) if LINE.match(line)]
        for at in rng.sample(some, min(3, len(some))):
            lines[at] = rng.choice(["", lines[at] * 2, lines[at].replace("2026", "2031").replace(" och ", " o ")])
        (folder / f"plan {number:02}.xml").write_text("".join(lines), encoding="utf-8")
    for path in (source / "fixtures/plan-set").glob("*-20*.docx"):
        (folder / path.name).write_bytes(path.read_bytes())


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    variants(folder)
    paths = sorted(path.name for path in folder.iterdir())
    assert len(paths) > 50
    formats = [word for word in "text json sarif csv markdown junit tap".split()]
    wanted = {}
    for threads in ("1", "2", "3", "8", None):
        for format in formats:
            rng.shuffle(paths)
            words = [planlint, "check", "--lang", "en", "--isolated", "--output", format, *(["--jobs", threads] if threads else []), *paths]
            done = subprocess.run(words, cwd=folder, capture_output=True)
            result = (done.returncode, done.stdout)
            check(done.stdout and not done.stderr and done.returncode == 1 and wanted.setdefault(format, result) == result,
                  f"{format} at --jobs {threads}: status {done.returncode}, {len(done.stdout)} bytes {done.stderr[:300]}")
    whole = subprocess.run([planlint, "check", "--lang", "en", "--isolated", "--output", "text", "."], cwd=folder, capture_output=True)
    check(whole.stdout.replace(b"./", b"") == wanted["text"][1], "the folder gives the report of its files")
    kinds = len(set(re.findall(rb"\[([A-Z]{3}\d{3}) ", wanted["text"][1])))
    check(kinds >= 8, f"only {kinds} rules find something: the test shows little")
finish("order")
