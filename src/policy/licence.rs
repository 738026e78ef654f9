//! Licences: SPDX expressions against the identifiers that a policy lists, through the crate spdx.
//!
//! Owns: that an expression which cannot be read, or is not there, satisfies nothing.
//! Never does: guess what somebody meant. In: an expression and identifiers. Out: yes or no.

use std::collections::BTreeSet;

use spdx::{Expression, LicenseReq};

/// Refuses what is no licence with an optional exception: `MIT`, `Apache-2.0 WITH LLVM-exception`.
pub(super) fn known(text: &str) -> Result<(), String> {
    let expression = Expression::parse(text).map_err(|error| format!("{text:?} is no SPDX licence: {}", error.reason))?;
    let single = expression.requirements().count() == 1;
    if single { Ok(()) } else { Err(format!("{text:?} is an expression; list its licences one by one")) }
}

/// True when the expression can be satisfied with listed licences alone.
pub(super) fn satisfies(expression: &str, listed: &BTreeSet<String>) -> bool {
    let listed: Vec<LicenseReq> = listed.iter().filter_map(|text| single(text)).collect();
    Expression::parse(expression).is_ok_and(|expression| expression.evaluate(|wanted| listed.contains(wanted)))
}

fn single(text: &str) -> Option<LicenseReq> {
    let expression = Expression::parse(text).ok()?;
    expression.requirements().next().map(|one| one.req.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_comes_down_to_listed_licences() {
        let listed: BTreeSet<String> = ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned).into();
        for good in ["MIT", "MIT OR GPL-3.0-only", "MIT AND Apache-2.0", "Apache-2.0 WITH LLVM-exception"] {
            assert!(satisfies(good, &listed), "{good}");
        }
        for bad in ["", "GPL-3.0-only", "MIT AND GPL-3.0-only", "mine", "MIT OR", "Apache-2.0 WITH Classpath-exception-2.0"] {
            assert!(!satisfies(bad, &listed), "{bad}");
        }
        assert!(known("MIT").is_ok() && known("Mit License").is_err() && known("MIT OR Apache-2.0").is_err());
    }
}
