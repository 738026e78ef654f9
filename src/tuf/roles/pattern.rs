//! Path patterns of delegations: shell-style matching in which no wildcard crosses `/` (TUF spec 4.5, "PATHPATTERN").
//!
//! Owns: `*`, `?`, `[set]`, `[!set]`, read once when the delegation is read. A registry has a delegation for each namespace, and
//! most are ruled out by the text before the first wildcard alone.
//! Never does: take more than linear time, or fail: an odd pattern matches nothing and takes no other role down.
//! In: a pattern's text. Out: [`Pattern`].

/// One path pattern.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    /// The text before the first wildcard.
    lead: String,
    rest: Rest,
}

/// What follows the lead.
#[derive(Debug, Clone)]
enum Rest {
    /// Nothing: the pattern is a name.
    Nothing,
    /// One `*`, the usual form: `acme.*`.
    Run,
    /// Anything else, as the tokens of the whole pattern; `None` when a bracket is not closed.
    Tokens(Option<Vec<Token>>),
}

impl Pattern {
    /// Reads a pattern.
    pub(super) fn new(pattern: &str) -> Self {
        let lead = pattern.split(['*', '?', '[']).next().unwrap_or_default();
        let rest = match &pattern[lead.len()..] {
            "" => Rest::Nothing,
            "*" => Rest::Run,
            _ => Rest::Tokens(tokens(pattern)),
        };
        Self { lead: lead.to_owned(), rest }
    }

    /// True when `name` matches.
    pub(super) fn matches(&self, name: &str) -> bool {
        let Some(after) = name.strip_prefix(self.lead.as_str()) else { return false };
        match &self.rest {
            Rest::Nothing => after.is_empty(),
            Rest::Run => !after.contains('/'),
            Rest::Tokens(tokens) => tokens.as_ref().is_some_and(|tokens| states_after(tokens, name).contains(&tokens.len())),
        }
    }

    /// True when some continuation of `prefix` matches.
    pub(super) fn may_match(&self, prefix: &str) -> bool {
        let Some(after) = prefix.strip_prefix(self.lead.as_str()) else {
            return self.lead.starts_with(prefix) && self.is_sound();
        };
        match &self.rest {
            Rest::Nothing => after.is_empty(),
            Rest::Run => !after.contains('/'),
            Rest::Tokens(tokens) => tokens.as_ref().is_some_and(|tokens| !states_after(tokens, prefix).is_empty()),
        }
    }

    /// True when every continuation of `prefix` that has no `/` matches.
    pub(super) fn matches_all(&self, prefix: &str) -> bool {
        matches!(self.rest, Rest::Run) && prefix.starts_with(self.lead.as_str()) && !prefix.contains('/')
    }

    fn is_sound(&self) -> bool {
        !matches!(self.rest, Rest::Tokens(None))
    }
}

#[derive(Debug, Clone)]
enum Token {
    Literal(char),
    AnyOne,
    AnyRun,
    Set { negated: bool, ranges: Vec<(char, char)> },
}

/// The positions in `tokens` that are reachable after `text`: linear, whatever the pattern.
fn states_after(tokens: &[Token], text: &str) -> Vec<usize> {
    let skip_runs = |states: &mut Vec<usize>| {
        let mut index = 0;
        while index < states.len() {
            let state = states[index];
            if matches!(tokens.get(state), Some(Token::AnyRun)) && !states.contains(&(state + 1)) {
                states.push(state + 1);
            }
            index += 1;
        }
    };
    let mut states = vec![0];
    skip_runs(&mut states);
    for character in text.chars() {
        let mut next = Vec::new();
        for state in states {
            let step = match tokens.get(state) {
                Some(Token::Literal(literal)) if *literal == character => Some(state + 1),
                Some(Token::AnyOne) if character != '/' => Some(state + 1),
                Some(Token::AnyRun) if character != '/' => Some(state),
                Some(Token::Set { negated, ranges }) if character != '/' => {
                    let within = ranges.iter().any(|(low, high)| (*low..=*high).contains(&character));
                    (within != *negated).then_some(state + 1)
                }
                _ => None,
            };
            if let Some(step) = step.filter(|step| !next.contains(step)) {
                next.push(step);
            }
        }
        skip_runs(&mut next);
        states = next;
    }
    states
}

/// `None` for a pattern with an unclosed bracket: it matches nothing, and takes no other role down.
fn tokens(pattern: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut characters = pattern.chars().peekable();
    while let Some(character) = characters.next() {
        tokens.push(match character {
            '*' => Token::AnyRun,
            '?' => Token::AnyOne,
            '[' => {
                let negated = characters.next_if(|next| matches!(next, '!' | '^')).is_some();
                let mut set: Vec<char> = characters.next_if_eq(&']').into_iter().collect();
                loop {
                    match characters.next()? {
                        ']' => break,
                        other => set.push(other),
                    }
                }
                let mut ranges = Vec::new();
                let mut index = 0;
                while index < set.len() {
                    let range = set.get(index + 1) == Some(&'-') && index + 2 < set.len();
                    let high = if range { set[index + 2] } else { set[index] };
                    ranges.push((set[index], high));
                    index += if range { 3 } else { 1 };
                }
                Token::Set { negated, ranges }
            }
            literal => Token::Literal(literal),
        });
    }
    Some(tokens)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_stay_within_one_segment() {
        for (pattern, name, matched) in [
            ("acme.*", "acme.hello-1.0.0.tar.gz", true),
            ("acme.*", "acmex.hello", false),
            ("plugins/*", "plugins/a", true),
            ("plugins/*", "plugins/a/b", false),
            ("**", "a/b", false),
            ("a?c", "abc", true),
            ("a?c", "a/c", false),
            ("[a-c]x", "bx", true),
            ("[!a-c]x", "bx", false),
            ("[!a-c]x", "/x", false),
            ("A*", "a", false),
            ("[a", "[a", false),
            ("", "", true),
        ] {
            assert_eq!(Pattern::new(pattern).matches(name), matched, "{pattern} {name}");
        }
    }

    #[test]
    fn a_prefix_tells_which_roles_can_matter() {
        for (pattern, prefix, can) in [
            ("acme.*", "acme.hello-", true),
            ("acme.*", "ac", true),
            ("acme.*", "lumen.", false),
            ("*.gz", "acme.hello-", true),
            ("acme.hello-1*", "acme.hello-", true),
            ("acme.other-*", "acme.hello-", false),
            ("acme.[x", "ac", false),
            ("acme.*", "acme.a/b", false),
            ("acme.hello", "acme.hello", true),
            ("acme.hello", "acme.hello-", false),
            ("a?me.*", "acme.hello-", true),
        ] {
            assert_eq!(Pattern::new(pattern).may_match(prefix), can, "{pattern} {prefix}");
        }
    }
}
