"""The same source gives the same bytes of program and package in another folder. reproducible.py SOURCE-DIR BUILD-DIR"""
import hashlib, os, pathlib, shutil, subprocess, sys, tempfile

source, build = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
cache = dict(line.split("=", 1) for line in (build / "CMakeCache.txt").read_text().splitlines() if "=" in line and not line.startswith(("#", "//")))
settings = [f"-D{key}={cache[key]}" for key in cache
            if key.split(":")[0] in ("CMAKE_BUILD_TYPE", "CMAKE_C_COMPILER", "CMAKE_C_FLAGS", "PLANLINT_WERROR")]
# A launcher like ccache may rewrite paths: then what it built is not compared, but a second build without it.
launched = any(key.startswith("CMAKE_C_COMPILER_LAUNCHER") and cache[key] for key in cache)
packs = shutil.which("cpack") and shutil.which("dpkg-deb") and shutil.which("dpkg-shlibdeps")


def run(*words, **more):
    done = subprocess.run(words, capture_output=True, text=True, **more)
    if done.returncode:
        sys.exit(f"FAILED {' '.join(words)}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def copy_to(folder):
    return pathlib.Path(shutil.copytree(source, folder, ignore=shutil.ignore_patterns("build", ".git", "fixtures")))


def build_in(folder):
    out = folder / "build" / build.name
    plain = {key: value for key, value in os.environ.items() if key != "CMAKE_C_COMPILER_LAUNCHER"}
    run("cmake", "-S", str(folder), "-B", str(out), "-G", "Ninja", "-DBUILD_TESTING=OFF", *settings, env=plain)
    run("cmake", "--build", str(out), "--parallel", "2", env={**plain, "TZ": "Pacific/Apia", "LC_ALL": "C.UTF-8"})
    return out


def digests(folder, work):
    found = {"planlint": folder / "planlint"}
    found |= {path.name: path for path in (folder / "made").rglob("*") if path.is_file()}
    if packs:
        run("cpack", "-G", "DEB", "-B", str(work), "--config", str(folder / "CPackConfig.cmake"))
        found["package"] = next(work.glob("*.deb"))
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in found.items()}


with tempfile.TemporaryDirectory(prefix="another folder ") as name:
    folder = pathlib.Path(name)
    copies = [copy_to(folder / "src tree"), *([copy_to(folder / "one")] if launched else [])]
    other, first = [*map(build_in, copies), build][:2]
    one, two = digests(first, folder / "first"), digests(other, folder / "other")
different = sorted(key for key in one.keys() | two.keys() if one.get(key) != two.get(key))
print(f"reproducible: {len(one)} files, different: {different}")
if different:
    sys.exit(1)
if not packs:
    print("skipped without cpack, dpkg-deb, dpkg-shlibdeps")
    sys.exit(77)
