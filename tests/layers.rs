//! A module uses only modules that stand above it in the design's list.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

/// The modules of the table in `docs/DESIGN.md`, in its order.
fn layers() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let design = fs::read_to_string(root.join("docs/DESIGN.md")).unwrap();
    let rows = design.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.map(|row| row.split('`').next().unwrap().to_owned()).collect()
}

/// Every source file with the module of the crate's root that it belongs to.
fn sources() -> Vec<(String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut open = vec![src.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let inside = path.strip_prefix(&src).unwrap();
                let module = inside.components().next().unwrap().as_os_str().to_string_lossy();
                let module = module.trim_end_matches(".rs").to_owned();
                sources.push((module, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    sources.retain(|(module, _)| module != "lib");
    sources
}

#[test]
fn every_module_stands_in_the_design() {
    let layers = layers();
    for (module, _) in sources() {
        assert!(layers.contains(&module), "{module} is missing in docs/DESIGN.md");
    }
}

#[test]
fn a_module_uses_only_what_stands_above_it() {
    let layers = layers();
    let place: HashMap<&str, usize> =
        layers.iter().enumerate().map(|(at, module)| (module.as_str(), at)).collect();
    let mut wrong = Vec::new();
    for (module, source) in sources() {
        let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
        for used in code.flat_map(|line| line.split("crate::").skip(1)) {
            let end =
                used.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(used.len());
            let used = &used[..end];
            if used != module && place.get(used).is_some_and(|at| *at > place[module.as_str()]) {
                wrong.push(format!("{module} uses {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
