//! `init` in a terminal: what the flags do not say is asked for, step by step, and all of it is shown before anything is made.
//!
//! Owns: the questions and their defaults, and the offer to make keys that are not there. Never does: ask where nobody can answer,
//! or write before the last yes. In: [`Init`] as it was typed, a terminal. Out: [`Init`] with nothing missing, and the keys to make.

use std::fmt::Display;
use std::io::{self, BufRead, Write};
use std::num::NonZeroU64;
use std::str::FromStr;

use camino::Utf8PathBuf;

use super::init::Init;
use crate::keys::KeyLocation;

/// What was agreed on.
pub(super) struct Agreed {
    /// The flags, with nothing missing.
    pub(super) init: Init,
    /// Files of private keys that are not there yet.
    pub(super) new_keys: Vec<Utf8PathBuf>,
}

/// A person at a terminal.
pub(super) struct Terminal<R, W> {
    /// Where answers come from.
    pub(super) input: R,
    /// Where questions go.
    pub(super) output: W,
}

impl<R: BufRead, W: Write> Terminal<R, W> {
    /// Asks for what is missing, shows what would be made, and asks whether it is right; `None` where it is not.
    ///
    /// # Errors
    /// The terminal was closed.
    pub(super) fn guide(&mut self, mut init: Init) -> io::Result<Option<Agreed>> {
        let (place, typed) = (init.ground.place.to_string(), init.flags());
        self.say(&format!(
            "A new repository in {place}. An empty answer takes what is in [brackets]; nothing is written before the last question.\n"
        ))?;
        if init.root_key.is_empty() {
            self.say("\nRoot: who it is that signs for this repository. Users pin it. Its keys belong to several people, who keep them offline;\n\
                of those who are elsewhere the public keys (.pub) will do.\n")?;
            let count = self.number("How many root keys are there?", 3)?;
            for number in 1..=count.get() {
                let key = self.key(&format!("Root key {number}"), &format!("keys/root-{number}"))?;
                init.root_key.push(key);
            }
        }
        if init.root_threshold.is_none() {
            // All but one, so that a lost key is no lost repository.
            let most = (init.root_key.len() as u64).saturating_sub(1).max(1);
            init.root_threshold = Some(self.number("How many of them have to sign?", most)?);
        }
        if init.targets_key.is_empty() {
            self.say("\nTargets: gives namespaces to publishers. Kept offline.\n")?;
            init.targets_key.push(self.key("Targets key", "keys/targets")?);
        }
        if init.snapshot_key.is_none() || init.timestamp_key.is_none() || init.log_key.is_none() {
            self.say("\nSnapshot, timestamp and log sign with every release, on the machine that publishes.\n")?;
        }
        for (key, name) in
            [(&mut init.snapshot_key, "snapshot"), (&mut init.timestamp_key, "timestamp"), (&mut init.log_key, "log")]
        {
            if key.is_none() {
                *key = Some(self.key(&format!("Key of {name}"), &format!("keys/{name}"))?);
            }
        }
        if init.security_key.is_empty() {
            self.say("\nSecurity: calls versions back and tells users of vulnerabilities. It can be added later.\n")?;
            if self.ask("Should there be a security role?", "yes", |answer: &str| match answer {
                "yes" | "y" => Ok(true),
                "no" | "n" => Ok(false),
                _ => Err("say yes or no"),
            })? {
                init.security_key.push(self.key("Security key", "keys/security")?);
            }
        }
        let new_keys = new_keys(&init);
        self.say(&summary(&init, &new_keys, &typed))?;
        let is_agreed = self.line("Make it? Type yes: ")?.trim() == "yes";
        Ok(is_agreed.then_some(Agreed { init, new_keys }))
    }

    fn say(&mut self, text: &str) -> io::Result<()> {
        self.output.write_all(text.as_bytes())?;
        self.output.flush()
    }

    /// One line of the person's.
    fn line(&mut self, question: &str) -> io::Result<String> {
        self.say(question)?;
        let mut line = String::new();
        match self.input.read_line(&mut line)? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(line),
        }
    }

    /// Asks until there is an answer that `read` takes.
    fn ask<T, E: Display>(&mut self, question: &str, default: &str, read: impl Fn(&str) -> Result<T, E>) -> io::Result<T> {
        loop {
            let line = self.line(&format!("{question} [{default}] "))?;
            let answer = if line.trim().is_empty() { default } else { line.trim() };
            match read(answer) {
                Ok(read) => return Ok(read),
                Err(why) => self.say(&format!("  {why}\n"))?,
            }
        }
    }

    fn number(&mut self, question: &str, default: u64) -> io::Result<NonZeroU64> {
        self.ask(question, &default.to_string(), |answer| answer.parse().map_err(|_| "a number from 1 on is wanted"))
    }

    fn key(&mut self, question: &str, default: &str) -> io::Result<KeyLocation> {
        self.ask(&format!("{question}, a file or aws-kms:KEY"), default, |answer| match KeyLocation::from_str(answer) {
            // Only private keys can be made.
            Ok(KeyLocation::File(path)) if path.extension() == Some("pub") && !path.exists() => {
                Err(format!("{path} is not there"))
            }
            Ok(key) => Ok(key),
            Err(never) => match never {},
        })
    }
}

/// Files among the keys that are not there, each once.
fn new_keys(init: &Init) -> Vec<Utf8PathBuf> {
    let mut missing = Vec::new();
    for (_, _, keys) in init.roles() {
        for key in keys {
            if let KeyLocation::File(path) = key
                && !path.exists()
                && !missing.contains(path)
            {
                missing.push(path.clone());
            }
        }
    }
    missing
}

/// What would be made, and what has to be said beside what was typed to make the same without questions.
fn summary(init: &Init, new: &[Utf8PathBuf], typed: &[String]) -> String {
    let mut text = "\nThis will be made:\n".to_owned();
    for (role, threshold, keys) in init.roles() {
        let named = |key: &&KeyLocation| {
            let is_new = matches!(key, KeyLocation::File(path) if new.contains(path));
            format!("{key}{}", if is_new { " (new)" } else { "" })
        };
        let listed: Vec<String> = keys.iter().map(named).collect();
        text += &format!("  {role:<9} {threshold} of {}: {}\n", listed.len(), listed.join(", "));
    }
    if !new.is_empty() {
        text += "New keys are P-256, encrypted with a passphrase that is asked for; FILE.pub is the public half.\n";
    }
    let more: Vec<String> = init.flags().into_iter().filter(|flag| !typed.contains(flag)).collect();
    text + &format!("Once the keys are there, the same command asks nothing with\n  {}\n", more.join(" "))
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;

    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        init: Init,
    }

    fn guided(flags: &str, answers: &str) -> (io::Result<Option<Agreed>>, String) {
        let init = Line::parse_from(format!("init {flags}").split_whitespace()).init;
        let mut terminal = Terminal { input: answers.as_bytes(), output: Vec::new() };
        let agreed = terminal.guide(init);
        (agreed, String::from_utf8(terminal.output).unwrap())
    }

    #[test]
    fn empty_answers_are_a_whole_repository() {
        let (agreed, said) = guided("/nowhere/repo", &format!("{}yes\n", "\n".repeat(11)));
        let agreed = agreed.unwrap().unwrap();
        assert!(agreed.init.missing().is_empty());
        assert_eq!(agreed.new_keys.len(), 8, "{said}");
        assert!(said.contains("root      2 of 3: keys/root-1 (new), keys/root-2 (new), keys/root-3 (new)"), "{said}");
        let flags = said.lines().find(|line| line.starts_with("  --root-key")).unwrap();
        // Nothing is asked that the flags say, and they say the same.
        let (again, said) = guided(&format!("/nowhere/repo {flags}"), "yes\n");
        assert_eq!(again.unwrap().unwrap().init.flags(), agreed.init.flags());
        assert_eq!(said.matches('[').count(), 1, "{said}");
    }

    #[test]
    fn wrong_answers_are_asked_again_and_anything_but_yes_is_no() {
        let answers = "none\n0\n1\n/nowhere/a.pub\naws-kms:alias/root\n\n\n\n\n\nperhaps\nno\n";
        let (agreed, said) = guided("/nowhere/repo", &format!("{answers}y\n"));
        assert!(agreed.unwrap().is_none());
        assert_eq!(said.matches("a number from 1 on is wanted").count(), 2, "{said}");
        assert!(said.contains("/nowhere/a.pub is not there") && said.contains("say yes or no"), "{said}");
        assert!(said.contains("root      1 of 1: aws-kms:alias/root\n") && !said.contains("  security "), "{said}");
        assert!(guided("/nowhere/repo", answers).0.is_err(), "the terminal was closed before the last answer");
    }
}
