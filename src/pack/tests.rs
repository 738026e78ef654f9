//! Releases that are packed, written and read back, and files that somebody changed in between.

use camino::Utf8PathBuf;

use super::*;

const MANIFEST: &str = "[plugin]\nname = \"acme/hello\"\nversion = \"1.0.0\"\ncapabilities = [\"env:LANG\"]\n[dependencies]\n\"acme/text\" = \"^1\"\n";

fn folder() -> (tempfile::TempDir, Utf8PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = Utf8PathBuf::from_path_buf(folder.path().to_owned()).unwrap();
    fs_err::create_dir(path.join("source")).unwrap();
    fs_err::write(path.join("source/plugin.toml"), MANIFEST).unwrap();
    fs_err::write(path.join("source/main.js"), "export default 1;\n").unwrap();
    (folder, path)
}

fn packed(path: &Utf8Path, platform: &str) -> PackedRelease {
    pack(&path.join("source"), &platform.parse().unwrap(), None).unwrap()
}

#[test]
fn a_release_comes_back_by_any_of_its_files() {
    let (_folder, path) = folder();
    for (platform, stem) in [("any", "acme.hello-1.0.0"), ("linux-x86_64", "acme.hello-1.0.0-linux-x86_64")] {
        let release = packed(&path, platform);
        let files = release.write(&path.join("out")).unwrap();
        for (file, ending) in [(&files.archive, "tar.gz"), (&files.sbom, "cdx.json.gz"), (&files.descriptor, "descriptor.json")]
        {
            assert_eq!(file.file_name().unwrap(), format!("{stem}.{ending}"));
            assert_eq!(PackedRelease::read(file).unwrap(), release);
        }
        assert!(is_descriptor_file(&files.descriptor) && !is_descriptor_file(&files.archive));
    }
}

#[test]
fn the_descriptor_says_what_the_archive_holds() {
    let (_folder, path) = folder();
    let release = packed(&path, "any");
    let descriptor = release.descriptor();
    assert_eq!((descriptor.file_count, descriptor.unpacked_size), (2, MANIFEST.len() as u64 + 18));
    assert_eq!(descriptor.manifest_sha256, Sha256::of(MANIFEST.as_bytes()));
    assert_eq!(descriptor.sbom.sha256, Sha256::of(release.sbom()));
    assert_eq!(descriptor.capabilities.len(), 1);
    let custom = serde_json::json!({ "ragnos": descriptor });
    assert_eq!(Descriptor::of_target(release.target(), &custom.to_string()).unwrap().as_ref(), Some(descriptor));
}

#[test]
fn the_date_is_in_the_sbom_only_and_only_when_it_is_given() {
    let (_folder, path) = folder();
    let undated = packed(&path, "any");
    let dated = pack(&path.join("source"), &Platform::ANY, Some("2026-01-05T00:00:00Z".parse().unwrap())).unwrap();
    assert_eq!(undated.archive(), dated.archive());
    let text = |release: &PackedRelease| String::from_utf8(gzip::decompress(release.sbom(), 1 << 20).unwrap()).unwrap();
    assert!(text(&dated).contains("2026-01-05T00:00:00Z") && !text(&undated).contains("timestamp"));
}

#[test]
fn a_file_that_was_changed_is_named() {
    let (_folder, path) = folder();
    let files = packed(&path, "any").write(&path.join("out")).unwrap();
    let refused = |file: &Utf8Path, bytes: &[u8]| {
        let before = fs_err::read(file).unwrap();
        fs_err::write(file, bytes).unwrap();
        let error = PackedRelease::read(&files.descriptor).unwrap_err();
        fs_err::write(file, before).unwrap();
        error
    };
    // Asking for less than the archive's own manifest asks for would hide a capability from whoever approves it.
    let quiet = fs_err::read_to_string(&files.descriptor).unwrap().replace("\"env:LANG\"", "");
    assert!(matches!(refused(&files.descriptor, quiet.as_bytes()), Error::Differs { field, .. } if field == "capabilities"));
    let yanked = fs_err::read_to_string(&files.descriptor).unwrap().replacen('{', "{\"yanked\": true,", 1);
    assert!(matches!(refused(&files.descriptor, yanked.as_bytes()), Error::Differs { field, .. } if field == "yanked"));
    assert!(matches!(refused(&files.descriptor, b"{}"), Error::Descriptor { .. }));
    assert!(matches!(refused(&files.archive, b"x"), Error::Archive(_)));
    let sbom = fs_err::read(&files.sbom).unwrap();
    assert!(matches!(refused(&files.sbom, &sbom[1..]), Error::Differs { field, .. } if field == "sbom"));
    assert!(PackedRelease::read(&files.descriptor).is_ok());
    fs_err::remove_file(&files.sbom).unwrap();
    assert!(matches!(PackedRelease::read(&files.descriptor), Err(Error::Missing { path }) if path == files.sbom));
    assert!(matches!(PackedRelease::read(&path.join("out/x.zip")), Err(Error::Ending { .. })));
}

#[test]
fn an_sbom_that_is_none_and_an_archive_with_another_name_are_refused() {
    let (_folder, path) = folder();
    let release = packed(&path, "any");
    let files = release.write(&path.join("out")).unwrap();
    let other = gzip::compress(b"{}").unwrap();
    let text = fs_err::read_to_string(&files.descriptor).unwrap();
    let text = text.replace(&release.descriptor().sbom.sha256.to_string(), &Sha256::of(&other).to_string());
    fs_err::write(&files.sbom, other).unwrap();
    fs_err::write(&files.descriptor, text).unwrap();
    assert!(matches!(PackedRelease::read(&files.descriptor), Err(Error::Sbom { .. })));
    let files = release.write(&path.join("renamed")).unwrap();
    for file in [files.archive, files.sbom, files.descriptor] {
        fs_err::rename(&file, file.as_str().replace("acme.hello", "acme.help")).unwrap();
    }
    assert!(PackedRelease::read(&path.join("renamed/acme.help-1.0.0.tar.gz")).is_err());
}
