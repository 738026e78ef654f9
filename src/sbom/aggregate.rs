//! One document of a whole project: every locked plugin is a component, and what a plugin's own SBOM lists is below it.
//!
//! Owns: that references stay apart (each is prefixed with its plugin's), that a plugin which another one needs is the locked one, and that
//! the same lockfile and SBOMs give the same bytes. Never does: I/O, trust; leave a component out, but for placeholders of locked plugins.
//! In: a lockfile and [`Part`]s. Out: CycloneDX 1.5, JSON.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{TOOL, purl, serial_number};
use crate::cyclonedx::{self, Carried};
use crate::digest::Sha256;
use crate::ecosystem::{Ecosystem, Package};
use crate::lockfile::{LockedPlugin, Lockfile};
use crate::name::PluginName;
use crate::platform::Platform;

/// What the document describes: its reference and its name.
const PROJECT: &str = "project";

/// The SBOM of a locked plugin.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// The plugin.
    pub plugin: &'a LockedPlugin,
    /// The platforms whose archives have this SBOM.
    pub platforms: &'a [Platform],
    /// The digest of the SBOM as it is served.
    pub sha256: Sha256,
    /// The document.
    pub json: &'a [u8],
}

impl Part<'_> {
    /// The package URL; with the platform where the document is about one.
    fn purl(&self) -> String {
        let platform = if let [one] = self.platforms { one } else { &Platform::ANY };
        purl(&self.plugin.name, Some(&self.plugin.version), platform)
    }
}

/// Builds the document. `time` is its date, which it has only where one is given (`SOURCE_DATE_EPOCH`).
///
/// # Errors
/// A part that is no CycloneDX.
pub fn aggregate(lock: &Lockfile, parts: &[Part<'_>], time: Option<Timestamp>) -> Result<Vec<u8>, cyclonedx::Error> {
    let mut names: BTreeMap<&PluginName, Vec<String>> = BTreeMap::new();
    let mut taken = BTreeSet::from([PROJECT.to_owned()]);
    let mut chosen = Vec::new();
    for part in parts {
        // Two documents of several platforms each have the same package URL.
        let reference = Some(part.purl()).filter(|purl| !taken.contains(purl));
        let reference = reference.unwrap_or_else(|| format!("{}#{}", part.purl(), part.sha256));
        taken.insert(reference.clone());
        names.entry(&part.plugin.name).or_default().push(reference.clone());
        chosen.push((part, reference));
    }
    let direct = lock.plugins.values().filter(|plugin| plugin.direct).filter_map(|plugin| names.get(&plugin.name)).flatten();
    let mut needs = BTreeMap::from([(PROJECT.to_owned(), direct.cloned().collect())]);
    let mut components = Vec::new();
    for (part, reference) in chosen {
        components.push(Below { reference, locked: &names, placed: BTreeMap::new() }.of(part, &mut needs)?);
    }
    let needs =
        needs.into_iter().map(|(reference, on): (String, BTreeSet<String>)| json!({ "ref": reference, "dependsOn": on }));
    let mut document = json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "tools": { "components": [{ "type": "application", "name": TOOL }] },
            "component": { "type": "application", "name": PROJECT, "bom-ref": PROJECT },
        },
        "components": components,
        "dependencies": needs.collect::<Vec<_>>(),
    });
    if let Some(time) = time.and_then(|time| Timestamp::from_second(time.as_second()).ok()) {
        document["metadata"]["timestamp"] = json!(time.to_string());
    }
    document["serialNumber"] = json!(serial_number(document.to_string().as_bytes()));
    let mut bytes = format!("{document:#}").into_bytes();
    bytes.push(b'\n');
    Ok(bytes)
}

/// What is below one plugin.
struct Below<'a> {
    /// The plugin's own reference.
    reference: String,
    /// The references of all plugins.
    locked: &'a BTreeMap<&'a PluginName, Vec<String>>,
    /// From a reference of the plugin's own document to those of the whole.
    placed: BTreeMap<String, Vec<String>>,
}

impl Below<'_> {
    fn of(mut self, part: &Part<'_>, needs: &mut BTreeMap<String, BTreeSet<String>>) -> Result<Value, cyclonedx::Error> {
        let Carried { subject, components, dependencies } = cyclonedx::carry(part.json)?;
        let mut plugin = subject.unwrap_or_else(|| json!({}));
        if let Some(own) = plugin["bom-ref"].as_str() {
            self.placed.insert(own.to_owned(), vec![self.reference.clone()]);
        }
        let below = self.place(components);
        // Signed metadata says which plugin this is, whatever its document says.
        let LockedPlugin { name, version, repository, role, artifacts, dependencies: plugins, .. } = part.plugin;
        plugin["type"] = json!("library");
        plugin["bom-ref"] = json!(self.reference);
        plugin["group"] = json!(name.namespace());
        plugin["name"] = json!(name.name());
        plugin["version"] = json!(version.to_string());
        plugin["purl"] = json!(part.purl());
        let archives: Vec<_> = part.platforms.iter().filter_map(|platform| artifacts.get(platform)).collect();
        if let [archive] = archives[..] {
            plugin["hashes"] = json!([{ "alg": "SHA-256", "content": archive.sha256.to_string() }]);
        }
        let property = |name: &str, value: &str| json!({ "name": name, "value": value });
        let mut properties = plugin["properties"].as_array().cloned().unwrap_or_default();
        properties.extend([property("ragnos:repository", repository.as_str()), property("ragnos:role", role)]);
        properties.push(property("ragnos:sbom-sha256", &part.sha256.to_string()));
        plugin["properties"] = properties.into();
        if !below.is_empty() {
            plugin["components"] = below.into();
        }
        let needed = plugins.iter().filter_map(|name| self.locked.get(name)).flatten().cloned();
        needs.entry(self.reference.clone()).or_default().extend(needed);
        for (reference, on) in dependencies {
            // What names no component of the document says nothing.
            let Some(whose) = self.placed.get(&reference) else { continue };
            // What a locked plugin needs, its own document says.
            for whose in whose.iter().filter(|whose| whose.starts_with(&self.reference)) {
                needs
                    .entry(whose.clone())
                    .or_default()
                    .extend(on.iter().filter_map(|one| self.placed.get(one)).flatten().cloned());
            }
        }
        Ok(plugin)
    }

    fn place(&mut self, components: Vec<Value>) -> Vec<Value> {
        components.into_iter().filter_map(|component| self.place_one(component)).collect()
    }

    /// `None` for what stands for a locked plugin.
    fn place_one(&mut self, mut component: Value) -> Option<Value> {
        let own = component["bom-ref"].as_str().map(str::to_owned);
        if let Some(locked) = self.locked_of(&component) {
            self.placed.entry(own.unwrap_or_default()).or_insert_with(|| locked.clone());
            return None;
        }
        let parts = component.as_object_mut()?;
        match own {
            Some(own) if !self.placed.contains_key(&own) => {
                let reference = format!("{}#{own}", self.reference);
                parts.insert("bom-ref".to_owned(), json!(reference));
                self.placed.insert(own, vec![reference]);
            }
            // A reference that is given twice stays with the first.
            _ => drop(parts.remove("bom-ref")),
        }
        if let Some(Value::Array(below)) = parts.remove("components") {
            let below = self.place(below);
            if !below.is_empty() {
                parts.insert("components".to_owned(), below.into());
            }
        }
        Some(component)
    }

    /// The references of the locked plugin that a component without a version stands for.
    fn locked_of(&self, component: &Value) -> Option<Vec<String>> {
        let package = Package::of_purl(component["purl"].as_str()?).ok()?;
        let open = package.ecosystem == Ecosystem::Ragnos && package.version.is_none() && component["version"].is_null();
        let name: PluginName = package.name.parse().ok().filter(|_| open)?;
        self.locked.get(&name).cloned()
    }
}

#[cfg(test)]
mod tests {
    use cyclonedx_bom::prelude::{Bom, SpecVersion, Validate as _};

    use super::*;

    /// acme/y 1.0.0, which needs acme/x 2.0.0.
    fn lock() -> Lockfile {
        let plugin = |name: &str, version: &str, more: &str| {
            let digest = "ab".repeat(32);
            let file = format!("acme.{name}-{version}");
            format!(
                "[[plugin]]\nname = \"acme/{name}\"\nversion = \"{version}\"\nrepository = \"main\"\nrole = \"acme\"\n\
                 manifest-sha256 = \"{digest}\"\n{more}\n[[plugin.artifact]]\nplatform = \"any\"\ntarget = \"{file}.tar.gz\"\nlength = 9\n\
                 sha256 = \"{digest}\"\ntree = \"{digest}\"\nsbom = \"{file}.cdx.json.gz\"\nsbom-sha256 = \"{digest}\"\n\n"
            )
        };
        let repository = format!(
            "[[repository]]\nname = \"main\"\nid = \"{0}\"\nroot-keys = \"{0}\"\nroot-version = 1\n\n",
            "cd".repeat(32)
        );
        let y = plugin("y", "1.0.0", "dependencies = [\"acme/x\"]\ndirect = true\n");
        Lockfile::parse(&format!("version = 1\n\n{repository}{}{y}", plugin("x", "2.0.0", "")), "ragnos.lock").unwrap()
    }

    fn whole(documents: [Value; 2]) -> Value {
        let (lock, texts) = (lock(), documents.map(|one| one.to_string()));
        let any = [Platform::ANY];
        let plugins = lock.plugins.values().zip(&texts);
        let parts: Vec<_> = plugins
            .map(|(plugin, json)| Part { plugin, platforms: &any, sha256: Sha256::of(json.as_bytes()), json: json.as_bytes() })
            .collect();
        let json = aggregate(&lock, &parts, Some("2026-01-05T00:00:00.5Z".parse().unwrap())).unwrap();
        assert_eq!(json, aggregate(&lock, &parts, Some("2026-01-05T00:00:00.9Z".parse().unwrap())).unwrap());
        cyclonedx::read(&json).unwrap();
        let result = Bom::parse_from_json(&*json).unwrap().validate_version(SpecVersion::V1_5);
        assert!(result.passed(), "{result:?}");
        serde_json::from_slice(&json).unwrap()
    }

    fn needs(whole: &Value, reference: &str) -> Value {
        let all = whole["dependencies"].as_array().unwrap();
        all.iter().find(|one| one["ref"] == reference).unwrap_or_else(|| panic!("{reference}: {whole:#}"))["dependsOn"].clone()
    }

    fn document(version: &str, components: &Value, dependencies: &Value) -> Value {
        json!({ "bomFormat": "CycloneDX", "specVersion": version, "version": 1, "components": components, "dependencies": dependencies,
                "metadata": { "component": { "type": "application", "name": "own", "version": "9", "bom-ref": "own" } } })
    }

    #[test]
    fn references_stay_apart_and_needs_lead_to_the_locked_plugin() {
        let open = json!({ "type": "library", "name": "x", "bom-ref": "open", "purl": "pkg:ragnos/acme/x" });
        let npm = json!({ "type": "library", "name": "a", "version": "1", "bom-ref": "a", "purl": "pkg:npm/a@1",
                          "licenses": [{ "license": { "id": "MIT" } }] });
        let [x, y] = ["pkg:ragnos/acme/x@2.0.0", "pkg:ragnos/acme/y@1.0.0"];
        let of_x = document("1.5", &json!([npm]), &json!([{ "ref": "own", "dependsOn": ["a", "nobody"] }]));
        let of_y = document(
            "1.4",
            &json!([npm, open]),
            &json!([{ "ref": "a", "dependsOn": ["open"] }, { "ref": "nobody", "dependsOn": ["a"] }, { "ref": "open", "dependsOn": ["a"] }]),
        );
        let whole = whole([of_x, of_y]);
        assert_eq!(needs(&whole, "project"), json!([y]), "what the manifest does not ask for is not the project's");
        assert_eq!(needs(&whole, y), json!([x]));
        assert_eq!(needs(&whole, x), json!([format!("{x}#a")]), "one document says nothing about another's plugin");
        assert_eq!(needs(&whole, &format!("{y}#a")), json!([x]));
        let plugin = &whole["components"][1];
        assert_eq!((&plugin["name"], &plugin["version"], &plugin["purl"]), (&json!("y"), &json!("1.0.0"), &json!(y)));
        assert_eq!(plugin["components"].as_array().unwrap().len(), 1, "the placeholder is the locked plugin");
        assert_eq!(plugin["components"][0]["licenses"], npm["licenses"]);
        assert_eq!(whole["metadata"]["timestamp"], "2026-01-05T00:00:00Z");
    }

    /// Every version that is read comes out as 1.5, without what only it has.
    #[test]
    fn what_1_5_does_not_allow_is_left_out() {
        let mixed = json!([{ "expression": "MIT" }, { "license": { "id": "ISC" } }]);
        let key =
            json!({ "type": "cryptographic-asset", "name": "k", "version": "1", "cryptoProperties": { "assetType": "key" } });
        let ranged = json!({ "type": "library", "name": "r", "versionRange": "vers:npm/>1", "isExternal": true, "licenses": mixed,
                             "hashes": [{ "alg": "Streebog-256", "content": "ab".repeat(32) }], "bom-ref": "r" });
        let again = json!({ "type": "library", "name": "r", "bom-ref": "r", "tags": ["x"] });
        let old = json!({ "type": "library", "name": "o", "version": "1", "bom-ref": "", "cpe": "anything",
                          "licenses": [{ "license": { "name": "Own", "url": "https://own.example" } }] });
        let whole = whole([
            document("1.7", &json!([key, ranged, again]), &json!([])),
            document(
                "1.2",
                &json!([
                    old,
                    json!({ "type": "library", "name": "o", "version": "1", "cpe": "other",
                                                 "licenses": old["licenses"] })
                ]),
                &json!([]),
            ),
        ]);
        let of_x = whole["components"][0]["components"].as_array().unwrap();
        assert_eq!(of_x[0], json!({ "type": "data", "name": "k", "version": "1" }));
        assert_eq!(of_x[1], json!({ "type": "library", "name": "r", "bom-ref": "pkg:ragnos/acme/x@2.0.0#r" }));
        assert_eq!(of_x.len(), 2, "what differed in its tags only is one");
        let of_y = whole["components"][1]["components"].as_array().unwrap();
        assert_eq!(of_y.len(), 1, "{of_y:?}");
        assert_eq!(of_y[0].get("cpe"), None);
    }
}
