"""What is installed: the Debian package, `cmake --install`, the manual pages, the list of parts.
package.py PLANLINT SOURCE-DIR BUILD-DIR. Programs that are missing are named, and the test is skipped after the rest."""
import gzip, json, os, pathlib, re, shutil, subprocess, sys, tempfile
import xml.etree.ElementTree as ET

from tally import check, finish, skip

planlint, source, build = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])


def has(program):
    found = shutil.which(program) is not None
    if not found:
        skip(f"{program} is not installed")
    return found


def run(*words, **more):
    return subprocess.run(words, check=True, capture_output=True, text=True, **more).stdout


FILES = """bin/planlint
share/bash-completion/completions/planlint share/fish/vendor_completions.d/planlint.fish
share/doc/planlint/README.md share/doc/planlint/copyright share/doc/planlint/changelog.Debian.gz
share/doc/planlint/planlint.spdx.json
share/man/man1/planlint.1.gz share/man/man5/planlint-rules.5.gz share/man/man5/planlint.xml.5.gz
share/man/sv/man1/planlint.1.gz""".split()
FILES += ["share/doc/planlint/" + path.name for path in (source / "docs").glob("*.md")]
FILES += ["share/planlint/" + str(path.relative_to(source)) for folder, end in (("rules", "*.xml"), ("schemas", "*.xsd"))
          for path in (source / folder).glob(end)]
FILES += """share/planlint/editors/github-matcher.json share/planlint/editors/vscode-tasks.json
share/vim/vimfiles/compiler/planlint.vim share/emacs/site-lisp/planlint-flymake.el""".split()
ZSH = {"deb": "share/zsh/vendor-completions/_planlint", "install": "share/zsh/site-functions/_planlint"}


def installed(root):
    """cmake --install puts every file in its place, none in another, and the program runs from there."""
    run("cmake", "--install", str(build), "--prefix", "/opt/planlint", env={**os.environ, "DESTDIR": str(root)})
    base = root / "opt/planlint"
    found = {str(path.relative_to(base)) for path in base.rglob("*") if path.is_file()}
    wanted = set(FILES) | {ZSH["install"]}
    check(wanted <= found, f"cmake --install lacks {sorted(wanted - found)}")
    check([path for path in root.rglob("*") if path.is_file() and base not in path.parents] == [], "files outside the prefix")
    check(run(str(base / "bin/planlint"), "--version").startswith("planlint "), "the installed program runs")
    return base


def pages(base):
    """The manual pages name every element and attribute of the schemas, and every rule."""
    namespace = "{http://www.w3.org/2001/XMLSchema}"
    for page, schema in (("planlint.xml.5", "project"), ("planlint-rules.5", "rules")):
        text = gzip.open(base / f"share/man/man5/{page}.gz", "rt", encoding="utf-8").read()
        items = set(re.findall(r"^\.It (?:[a-z]+ [a-z]+ )?(?:Cm|Ar) ([\w-]+)", text, re.M))
        tree = ET.parse(source / f"schemas/{schema}.xsd")
        for kind in ("element", "attribute"):
            names = {node.get("name") for node in tree.iter(namespace + kind) if node.get("name")}
            check(len(names) > 3 and names <= items, f"{page} lacks {kind}s {sorted(names - items)}")
        check("@" not in re.sub(r"\S+@\S+\.\S+", "", text), f"{page}: everything was filled in")
    rules = json.loads(run(planlint, "rules", "--output", "json", "--isolated"))["rules"]
    check(len(rules) > 100 and {rule["id"] for rule in rules} <= items, "planlint-rules(5) has every rule")
    for path in base.rglob("man/**/*.gz"):
        check(path.read_bytes()[4:8] == bytes(4), f"{path.name} has no time of packing")
        if has("mandoc") and "sv" not in path.parts:
            lint = subprocess.run(["mandoc", "-T", "lint", "-W", "warning"], stdin=subprocess.Popen(["gzip", "-dc", str(path)], stdout=subprocess.PIPE).stdout,
                                  capture_output=True, text=True)
            check(lint.returncode == 0, f"{path.name}: {lint.stdout}")


def parts(base):
    """The list of parts names every library that the program loads, and the versions that it runs with."""
    document = json.load(open(base / "share/doc/planlint/planlint.spdx.json", encoding="utf-8"))
    check(document["spdxVersion"] == "SPDX-2.3", "SPDX 2.3")
    ids = {package["SPDXID"] for package in document["packages"]}
    for relation in document["relationships"]:
        check({relation["spdxElementId"], relation["relatedSpdxElement"]} <= ids | {"SPDXRef-DOCUMENT"}, f"{relation} is about known parts")
    for package in document["packages"]:
        check({"name", "SPDXID", "versionInfo", "downloadLocation", "licenseDeclared"} <= package.keys() and package["versionInfo"],
              f"{package['name']} is described")
    files = {name for package in document["packages"] for name in package.get("packageFileName", "").split()}
    check({"xxHash", "libxml2"} <= {package["name"] for package in document["packages"]}, "what is compiled in is named too")
    if has("readelf"):
        needed = re.findall(r"NEEDED.*\[(\S+?)\.so", run("readelf", "-d", planlint))
        check(len(needed) > 5 and {name + ".so" for name in needed} <= files, f"linked, but no part: {sorted({n + '.so' for n in needed} - files)}")
    version = dict(line.split()[:2] for line in run(planlint, "version", "--verbose", "--lang", "en").splitlines() if line.startswith("  ") and len(line.split()) > 1)
    for package in document["packages"]:
        if package["name"].lower() in version:
            check(version[package["name"].lower()] == package["versionInfo"], f"{package['name']} {package['versionInfo']} is what runs")


def package(work):
    run("cpack", "-G", "DEB", "-B", str(work), "--config", str(build / "CPackConfig.cmake"))
    deb = next(work.glob("*.deb"))
    control = dict(re.findall(r"^([\w-]+): (.*)$", run("dpkg-deb", "-f", str(deb)), re.M))
    check(control["Package"] == "planlint" and re.fullmatch(r"planlint_[\d.]+-1_\w+\.deb", deb.name), f"{deb.name} is named as Debian does")
    for library in "libc6 libjansson4 libpcre2-8-0 libutf8proc2 libxml2 zlib1g".split():
        check(re.search(rf"\b{library} \(>= ", control["Depends"]), f"Depends has {library}")
    check(control["Section"] == "text" and control["Priority"] == "optional" and "@" in control["Maintainer"], "section, priority, maintainer")
    listed = [line.split(None, 5) for line in run("dpkg-deb", "-c", str(deb)).splitlines()]
    found = {entry[5][len("./usr/"):]: entry for entry in listed if not entry[5].endswith("/")}
    wanted = set(FILES) | {ZSH["deb"]}
    check(wanted <= found.keys(), f"the package lacks {sorted(wanted - found.keys())}")
    for entry in listed:
        mode = "drwxr-xr-x" if entry[5].endswith("/") else "-rwxr-xr-x" if entry[5] == "./usr/bin/planlint" else "-rw-r--r--"
        check(entry[0] == mode and entry[1] == "root/root" and entry[5].startswith("./usr/"), f"{' '.join(entry)}: mode, owner and place")
    run("dpkg-deb", "-x", str(deb), str(work / "root"))
    check(run(str(work / "root/usr/bin/planlint"), "--version") == run(planlint, "--version"), "the packaged program runs")
    copyright = (work / "root/usr/share/doc/planlint/copyright").read_text()
    check("THE SOFTWARE IS PROVIDED" in copyright and "License: Expat" in copyright, "the licence is there")
    if has("lintian"):
        said = subprocess.run(["lintian", "--fail-on", "none", "--tag-display-limit", "0", str(deb)], capture_output=True, text=True).stdout
        check(not re.search(r"^E: ", said, re.M), f"lintian has nothing against it: {said}")


with tempfile.TemporaryDirectory() as folder:
    work = pathlib.Path(folder)
    base = installed(work / "install")
    pages(base)
    parts(base)
    if all([has("cpack"), has("dpkg-deb"), has("dpkg-shlibdeps")]):
        (work / "deb").mkdir()
        package(work / "deb")
finish("package")
