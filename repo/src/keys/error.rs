//! Why a key cannot be used.

use ragnos_plugin::refusal::{Facts, Refusal};

/// Why a key cannot be used. Nothing was signed.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// Not a key of a kind that is known here.
    #[error("{path} is not an ed25519, P-256 or RSA key in PEM form")]
    #[diagnostic(
        code(RP2900),
        help("make one with `ragnos-repo key generate`, or bring one of another program with `ragnos-repo key import`")
    )]
    Form {
        /// The file.
        path: String,
    },
    /// Never overwritten: the old key may be the only copy.
    #[error("{path} exists already")]
    #[diagnostic(code(RP2901), help("choose another --out, or move the old key away first"))]
    Exists {
        /// The file.
        path: String,
    },
    /// A public key where a signature is needed.
    #[error("{path} holds a public key, and a private key is needed to sign")]
    #[diagnostic(code(RP2903), help("give the private key file that belongs to it"))]
    PublicOnly {
        /// The file.
        path: String,
    },
    /// None of the passphrases fits.
    #[error("no passphrase given opens {path}")]
    #[diagnostic(
        code(RP2920),
        help("look at --passphrase-file and RAGNOS_REPO_PASSPHRASE; without both, a terminal is asked for the passphrase")
    )]
    Passphrase {
        /// The file.
        path: String,
    },
    /// Nobody can be asked.
    #[error("{path} needs a passphrase, and there is none")]
    #[diagnostic(
        code(RP2921),
        help("give --passphrase-file FILE, set RAGNOS_REPO_PASSPHRASE, or run the command in a terminal and type it")
    )]
    NoPassphrase {
        /// The file.
        path: String,
    },
    /// A passphrase for a new key that protects nothing.
    #[error("the passphrase for {path} has {seen} characters, and a new one needs at least {least}")]
    #[diagnostic(code(RP2922), help("choose a longer one; several random words are easy to keep"))]
    ShortPassphrase {
        /// The file.
        path: String,
        /// Its length in characters.
        seen: usize,
        /// The shortest that is taken.
        least: usize,
    },
    /// Typed twice, not the same.
    #[error("the two passphrases for {path} differ")]
    #[diagnostic(code(RP2923), help("run the same command again and type the passphrase twice"))]
    PassphrasesDiffer {
        /// The file.
        path: String,
    },
    /// A key of AWS KMS, and a program that was built without it.
    #[error("{key} is in AWS KMS, and this ragnos-repo was built without it")]
    #[diagnostic(code(RP2924), help("build it with `cargo install --path repo --features aws`"))]
    NoKms {
        /// The key.
        key: String,
    },
    /// Others may read the private key or passphrase.
    #[error("{path} can be read by others (mode {mode:o})")]
    #[diagnostic(code(RP4902), help("run `chmod 600` on it, and think about who may have read it"))]
    Exposed {
        /// The file.
        path: String,
        /// Its permission bits.
        mode: u32,
    },
    /// An RSA key that is too short for a signature that has to hold for years.
    #[error("{path} is an RSA key of {bits} bits, and at least {least} are needed")]
    #[diagnostic(code(RP4905), help("make a new key with `ragnos-repo key generate --kind p256` or `--kind rsa3072`"))]
    ShortRsa {
        /// The file.
        path: String,
        /// Its length.
        bits: usize,
        /// The shortest that is taken.
        least: usize,
    },
    /// The file system refused.
    #[error("the key file {path} cannot be read or written")]
    #[diagnostic(code(RP8900), help("look at the path given to --key, --out or --passphrase-file and its permissions"))]
    Io {
        /// The file.
        path: String,
        /// The operating system's word.
        #[source]
        source: std::io::Error,
    },
    /// The random source or the key library refused.
    #[error("no key could be generated")]
    #[diagnostic(code(RP8903), help("the system's random source is not available; run `ragnos-repo key generate` again"))]
    Generate,
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Form { path }
            | Self::Exists { path }
            | Self::PublicOnly { path }
            | Self::Passphrase { path }
            | Self::NoPassphrase { path }
            | Self::PassphrasesDiffer { path }
            | Self::Io { path, .. } => Facts::about(path),
            Self::ShortPassphrase { path, seen, least } => Facts::about(path).mismatch(&format!("{least} characters"), seen),
            Self::Exposed { path, mode } => Facts::about(path).mismatch(&"mode 600", &format!("mode {mode:o}")),
            Self::ShortRsa { path, bits, least } => Facts::about(path).mismatch(&format!("{least} bits"), bits),
            Self::NoKms { key } => Facts::about(key),
            Self::Generate => Facts::default(),
        }
    }
}
