"""Signals: planlint dies of them as others do, and leaves no file half written. signals.py PLANLINT SOURCE-DIR C-COMPILER"""
import os, pathlib, shutil, signal, subprocess, sys, tempfile, time

from tally import check, finish

planlint, source, compiler = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]


# A library that sends the signal SHIM_SIGNAL while a file is being written: at its fsync.
SHIM = "#include <signal.h>\n#include <stdlib.h>\nint fsync(int fd) { (void)fd; raise(atoi(getenv(\"SHIM_SIGNAL\"))); return 0; }\n"

with tempfile.TemporaryDirectory() as name:
    work = pathlib.Path(name)
    document = work / "ap.xml"
    shutil.copy(source / "fixtures/plan-set/ap-2026.xml", document)
    (work / "shim.c").write_text(SHIM)
    subprocess.run([compiler, "-shared", "-fPIC", "-o", str(work / "shim.so"), str(work / "shim.c")], check=True)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # While it waits for its input
        waiting = subprocess.Popen([planlint, "check", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        while os.path.basename(os.readlink(f"/proc/{waiting.pid}/exe")) != os.path.basename(planlint):
            time.sleep(0.01)
        waiting.send_signal(number)
        check(waiting.wait() == -number, f"{number.name} while reading: {waiting.returncode}")
        # While it writes a report
        out = work / f"report-{number}"
        environment = {**os.environ, "LD_PRELOAD": str(work / "shim.so"), "SHIM_SIGNAL": str(int(number)), "ASAN_OPTIONS": "verify_asan_link_order=0"}
        done = subprocess.run([planlint, "check", "--output", f"json:{out}", str(document)], env=environment, capture_output=True)
        check(done.returncode == -number, f"{number.name} while writing: {done.returncode}")
        check(out.read_bytes().rstrip().endswith(b"}"), f"{number.name}: the report is whole")
        check(not list(work.glob("report-*.*")), f"{number.name}: no temporary file is left")
        # The same with a document that was there before
        before = document.read_bytes()
        subprocess.run([planlint, "check", "--fix", str(document)], env=environment, capture_output=True)
        check(document.read_bytes() != before and not list(work.glob("ap.xml.*")), f"{number.name}: a fixed document is whole")
        document.write_bytes(before)
    # A pipe that nobody reads any more
    reader, writer = os.pipe()
    os.close(reader)
    piped = subprocess.run([planlint, "check", "--lang", "en", str(document)], stdout=writer, stderr=subprocess.PIPE, text=True)
    check(piped.returncode == 2 and "standard output" in piped.stderr and piped.stderr.count("\n") == 1, f"closed pipe: {piped}")
finish("signals")
