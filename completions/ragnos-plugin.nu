module completions {

  def "nu-complete ragnos-plugin durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin color" [] {
    [ "auto" "always" "never" ]
  }

  # The sub-commands, in the order of a project's life
  export extern ragnos-plugin [
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
  ]

  def "nu-complete ragnos-plugin init durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin init link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin init message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin init color" [] {
    [ "auto" "always" "never" ]
  }

  # Begin a project: write ragnos.toml and pin a repository's root
  export extern "ragnos-plugin init" [
    --repository: string      # A repository, such as demo=https://plugins.example.com
    --mirror: string          # Another place of the same repository, asked when the one before it has no good answer; may be repeated
    --root: string            # The repository's root metadata, which you have from its operator by a way you trust
    --merge-driver            # Set up git to merge ragnos.lock by its meaning: .gitattributes, and the driver in .git/config
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin init durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin init link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin init message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin init color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
  ]

  def "nu-complete ragnos-plugin add durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin add link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin add message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin add color" [] {
    [ "auto" "always" "never" ]
  }

  # Add plugins to ragnos.toml, lock them and install them
  export extern "ragnos-plugin add" [
    --no-sync                 # Change ragnos.toml and ragnos.lock only; install nothing
    --platform: string        # Work for this platform instead of the machine's own
    --dry-run(-n)             # Print the plan and change nothing, trust state included
    --exit-code               # With --dry-run: exit 10 when changes are pending
    --accept-capabilities: string # Approve capabilities that a new version asks for on top of the approved ones
    --accept-trust-change: string # Approve who signs now: another role, other keys of it or fewer signatures, or another repository
    --min-age: string         # Choose no version that the repository's log first saw less than this long ago, such as 72h or 3d. Units are required
    --min-age-exempt: string  # Leave this version out of --min-age
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin add durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin add link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin add message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin add color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
    ...plugins: string        # Plugins, such as acme/report or acme/report@^1.2
  ]

  def "nu-complete ragnos-plugin remove durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin remove link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin remove message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin remove color" [] {
    [ "auto" "always" "never" ]
  }

  # Remove plugins from ragnos.toml, and what only they needed from the lockfile and the disk
  export extern "ragnos-plugin remove" [
    --no-sync                 # Change ragnos.toml and ragnos.lock only; install nothing
    --platform: string        # Work for this platform instead of the machine's own
    --dry-run(-n)             # Print the plan and change nothing, trust state included
    --exit-code               # With --dry-run: exit 10 when changes are pending
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin remove durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin remove link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin remove message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin remove color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
    ...plugins: string        # Plugins of ragnos.toml
  ]

  def "nu-complete ragnos-plugin adopt durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin adopt link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin adopt message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin adopt color" [] {
    [ "auto" "always" "never" ]
  }

  # Take a folder of unmanaged plugins into ragnos.toml and ragnos.lock
  export extern "ragnos-plugin adopt" [
    --no-sync                 # Change ragnos.toml and ragnos.lock only; install nothing
    --platform: string        # Work for this platform instead of the machine's own
    --dry-run(-n)             # Print the plan and change nothing, trust state included
    --exit-code               # With --dry-run: exit 10 when changes are pending
    --accept-capabilities: string # Approve capabilities that a new version asks for on top of the approved ones
    --accept-trust-change: string # Approve who signs now: another role, other keys of it or fewer signatures, or another repository
    --min-age: string         # Choose no version that the repository's log first saw less than this long ago, such as 72h or 3d. Units are required
    --min-age-exempt: string  # Leave this version out of --min-age
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin adopt durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin adopt link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin adopt message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin adopt color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
    folder: directory         # The folder with the plugins; nothing in it is changed
  ]

  def "nu-complete ragnos-plugin import from" [] {
    [ "krew" "helm" "grafana" "npm" ]
  }

  def "nu-complete ragnos-plugin import durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin import link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin import message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin import color" [] {
    [ "auto" "always" "never" ]
  }

  # Take over the plugin list of krew, Helm, Grafana or npm
  export extern "ragnos-plugin import" [
    --from: string@"nu-complete ragnos-plugin import from" # Whose list it is
    --no-sync                 # Change ragnos.toml and ragnos.lock only; install nothing
    --platform: string        # Work for this platform instead of the machine's own
    --dry-run(-n)             # Print the plan and change nothing, trust state included
    --exit-code               # With --dry-run: exit 10 when changes are pending
    --accept-capabilities: string # Approve capabilities that a new version asks for on top of the approved ones
    --accept-trust-change: string # Approve who signs now: another role, other keys of it or fewer signatures, or another repository
    --min-age: string         # Choose no version that the repository's log first saw less than this long ago, such as 72h or 3d. Units are required
    --min-age-exempt: string  # Leave this version out of --min-age
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin import durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin import link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin import message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin import color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
    file: path                # The list; `-` for the standard input
  ]

  def "nu-complete ragnos-plugin lock durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin lock link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin lock message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin lock color" [] {
    [ "auto" "always" "never" ]
  }

  # Write the lockfile that answers ragnos.toml; locked versions stay where they can
  export extern "ragnos-plugin lock" [
    --check                   # Write nothing and ask nobody; exit 3 when the lockfile is missing, not canonical, or does not answer ragnos.toml, 4 when a policy refuses what is locked or it is known to be revoked
    --resolve-conflicts       # Settle the conflict markers that a merge left in the lockfile, by the meaning of both sides and by ragnos.toml
    --upgrade-format          # Write the newest format that this program knows; without it the format of a lockfile stays
    --dry-run(-n)             # Print the plan and change nothing, trust state included
    --exit-code               # With --dry-run: exit 10 when changes are pending
    --accept-capabilities: string # Approve capabilities that a new version asks for on top of the approved ones
    --accept-trust-change: string # Approve who signs now: another role, other keys of it or fewer signatures, or another repository
    --min-age: string         # Choose no version that the repository's log first saw less than this long ago, such as 72h or 3d. Units are required
    --min-age-exempt: string  # Leave this version out of --min-age
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin lock durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin lock link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin lock message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin lock color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
  ]

  def "nu-complete ragnos-plugin lock merge durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin lock merge link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin lock merge message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin lock merge color" [] {
    [ "auto" "always" "never" ]
  }

  # Merge three lockfiles by their meaning: the git merge driver (`lock merge %O %A %B %P`)
  export extern "ragnos-plugin lock merge" [
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin lock merge durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin lock merge link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin lock merge message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin lock merge color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
    base: string              # The common ancestor (%O)
    ours: string              # Our lockfile, which is replaced by the result (%A)
    theirs: string            # Their lockfile (%B)
    path?: string             # The lockfile's path in the repository (%P); accepted, and not needed
  ]

  # Print this message or the help of the given subcommand(s)
  export extern "ragnos-plugin lock help" [
  ]

  # Merge three lockfiles by their meaning: the git merge driver (`lock merge %O %A %B %P`)
  export extern "ragnos-plugin lock help merge" [
  ]

  # Print this message or the help of the given subcommand(s)
  export extern "ragnos-plugin lock help help" [
  ]

  def "nu-complete ragnos-plugin sync durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin sync link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin sync message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin sync color" [] {
    [ "auto" "always" "never" ]
  }

  # Install what the lockfile says; lock first where it does not answer ragnos.toml
  export extern "ragnos-plugin sync" [
    --locked                  # The lockfile must exist, match the manifest and be canonical; else exit 3 with nothing changed
    --frozen                  # --locked and --offline together (Cargo's meaning: drift is still an error)
    --check                   # Write nothing and ask nobody; exit 3 when the lockfile does not answer ragnos.toml or other plugins are installed, 4 when a policy refuses what is locked or it is known to be revoked
    --repair                  # Hash every installed file, also those that look as the last sync left them, and install again what was changed
    --platform: string        # Work for this platform instead of the machine's own
    --dry-run(-n)             # Print the plan and change nothing, trust state included
    --exit-code               # With --dry-run: exit 10 when changes are pending
    --accept-capabilities: string # Approve capabilities that a new version asks for on top of the approved ones
    --accept-trust-change: string # Approve who signs now: another role, other keys of it or fewer signatures, or another repository
    --min-age: string         # Choose no version that the repository's log first saw less than this long ago, such as 72h or 3d. Units are required
    --min-age-exempt: string  # Leave this version out of --min-age
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin sync durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin sync link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin sync message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin sync color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
  ]

  def "nu-complete ragnos-plugin ci durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin ci link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin ci message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin ci color" [] {
    [ "auto" "always" "never" ]
  }

  # Install exactly what the lockfile says (the same as `sync --locked`)
  export extern "ragnos-plugin ci" [
    --locked                  # The lockfile must exist, match the manifest and be canonical; else exit 3 with nothing changed
    --frozen                  # --locked and --offline together (Cargo's meaning: drift is still an error)
    --check                   # Write nothing and ask nobody; exit 3 when the lockfile does not answer ragnos.toml or other plugins are installed, 4 when a policy refuses what is locked or it is known to be revoked
    --repair                  # Hash every installed file, also those that look as the last sync left them, and install again what was changed
    --platform: string        # Work for this platform instead of the machine's own
    --dry-run(-n)             # Print the plan and change nothing, trust state included
    --exit-code               # With --dry-run: exit 10 when changes are pending
    --accept-capabilities: string # Approve capabilities that a new version asks for on top of the approved ones
    --accept-trust-change: string # Approve who signs now: another role, other keys of it or fewer signatures, or another repository
    --min-age: string         # Choose no version that the repository's log first saw less than this long ago, such as 72h or 3d. Units are required
    --min-age-exempt: string  # Leave this version out of --min-age
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin ci durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin ci link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin ci message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin ci color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
  ]

  def "nu-complete ragnos-plugin update durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin update link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin update message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin update color" [] {
    [ "auto" "always" "never" ]
  }

  # Move locked plugins to the newest versions that ragnos.toml allows, and install them
  export extern "ragnos-plugin update" [
    --precise: string         # Exactly this version of the one plugin that is named; older, pre-release and yanked versions too
    --no-sync                 # Change ragnos.toml and ragnos.lock only; install nothing
    --platform: string        # Work for this platform instead of the machine's own
    --dry-run(-n)             # Print the plan and change nothing, trust state included
    --exit-code               # With --dry-run: exit 10 when changes are pending
    --accept-capabilities: string # Approve capabilities that a new version asks for on top of the approved ones
    --accept-trust-change: string # Approve who signs now: another role, other keys of it or fewer signatures, or another repository
    --min-age: string         # Choose no version that the repository's log first saw less than this long ago, such as 72h or 3d. Units are required
    --min-age-exempt: string  # Leave this version out of --min-age
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin update durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin update link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin update message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin update color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
    ...plugins: string        # Locked plugins
  ]

  def "nu-complete ragnos-plugin rollback durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin rollback link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin rollback message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin rollback color" [] {
    [ "auto" "always" "never" ]
  }

  # Make an earlier generation the current one again: its plugins, the lockfile and the requirements in ragnos.toml
  export extern "ragnos-plugin rollback" [
    --dry-run(-n)             # Print the plan and change nothing, trust state included
    --exit-code               # With --dry-run: exit 10 when changes are pending
    --accept-capabilities: string # Approve capabilities that a new version asks for on top of the approved ones
    --accept-trust-change: string # Approve who signs now: another role, other keys of it or fewer signatures, or another repository
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin rollback durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin rollback link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin rollback message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin rollback color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
    number?: string           # The generation to go to, as `generations list` shows it
  ]

  def "nu-complete ragnos-plugin generations durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin generations link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin generations message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin generations color" [] {
    [ "auto" "always" "never" ]
  }

  # List, compare or remove the generations that `rollback` can go to
  export extern "ragnos-plugin generations" [
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin generations durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin generations link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin generations message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin generations color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
  ]

  def "nu-complete ragnos-plugin generations list durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin generations list link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin generations list message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin generations list color" [] {
    [ "auto" "always" "never" ]
  }

  # List the generations that are kept; `*` is the current one
  export extern "ragnos-plugin generations list" [
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin generations list durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin generations list link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin generations list message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin generations list color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
  ]

  def "nu-complete ragnos-plugin generations diff durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin generations diff link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin generations diff message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin generations diff color" [] {
    [ "auto" "always" "never" ]
  }

  # Show how the lockfiles of two generations differ
  export extern "ragnos-plugin generations diff" [
    --exit-code               # Exit 10 when there is something to show
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin generations diff durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin generations diff link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin generations diff message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin generations diff color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
    old?: string              # The older generation
    new?: string              # The newer generation; the current one where it is left out
  ]

  def "nu-complete ragnos-plugin generations rm durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin generations rm link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin generations rm message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin generations rm color" [] {
    [ "auto" "always" "never" ]
  }

  # Remove generations, and the files that only they have. The current one stays
  export extern "ragnos-plugin generations rm" [
    --keep: string            # Remove all but this many of the newest, and the current one
    --dry-run(-n)             # Print the plan and change nothing, trust state included
    --exit-code               # With --dry-run: exit 10 when changes are pending
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin generations rm durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin generations rm link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin generations rm message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin generations rm color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
    ...numbers: string        # The generations to remove
  ]

  # Print this message or the help of the given subcommand(s)
  export extern "ragnos-plugin generations help" [
  ]

  # List the generations that are kept; `*` is the current one
  export extern "ragnos-plugin generations help list" [
  ]

  # Show how the lockfiles of two generations differ
  export extern "ragnos-plugin generations help diff" [
  ]

  # Remove generations, and the files that only they have. The current one stays
  export extern "ragnos-plugin generations help rm" [
  ]

  # Print this message or the help of the given subcommand(s)
  export extern "ragnos-plugin generations help help" [
  ]

  def "nu-complete ragnos-plugin check durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin check link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin check message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin check color" [] {
    [ "auto" "always" "never" ]
  }

  # Check that lockfile, ragnos.toml, signed metadata, served bytes and installed files agree; for CI
  export extern "ragnos-plugin check" [
    --no-installed            # Leave out the installed files, for a checkout where nothing was synced
    --no-fetch                # Leave out the bytes that the repository serves: ask for metadata only
    --platform: string        # Work for this platform instead of the machine's own
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin check durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin check link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin check message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin check color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
  ]

  def "nu-complete ragnos-plugin audit fail_on" [] {
    [ "info" "low" "medium" "high" "critical" "never" ]
  }

  def "nu-complete ragnos-plugin audit allow_unassessed" [] {
    [ "any" "no-package-url" "bad-package-url" "unknown-ecosystem" "no-version" "unreadable-version" "no-advisories" "undecided" ]
  }

  def "nu-complete ragnos-plugin audit format" [] {
    [ "human" "json" "sarif" "cyclonedx" "html" ]
  }

  def "nu-complete ragnos-plugin audit durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin audit link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin audit message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin audit color" [] {
    [ "auto" "always" "never" ]
  }

  # Look for known vulnerabilities in the components of locked plugins. Writes nothing to disk
  export extern "ragnos-plugin audit" [
    --locked                  # The lockfile must exist, match the manifest and be canonical; else exit 3 without an audit
    --sbom: path              # Audit this CycloneDX file (JSON or gzip of it) instead of the lockfile; may be given more than once
    --db: path                # Advisories: a folder, .zip or .tar.gz of OSV records, or `target` for those that the repositories sign [default: target]
    --max-db-age: string      # Refuse advisories of which none was changed within this time, such as 72h or 14d. Units are required
    --fail-on: string@"nu-complete ragnos-plugin audit fail_on" # Findings of this severity and above fail with exit 11. A finding without a severity counts as the gravest
    --ignore: string          # Leave a finding out of the verdict until the end of a day (UTC), such as `--ignore CVE-2026-1234 until 2026-12-31`
    --vex: path               # Explanations of findings: an OpenVEX or CycloneDX file, or `target` for those that repositories and publishers sign
    --allow-unassessed: string@"nu-complete ragnos-plugin audit allow_unassessed" # Accept packages that cannot be assessed for these reasons, which otherwise exits with 3
    --format: string@"nu-complete ragnos-plugin audit format" # The form of the report
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin audit durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin audit link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin audit message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin audit color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
  ]

  def "nu-complete ragnos-plugin sbom durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin sbom link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin sbom message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin sbom color" [] {
    [ "auto" "always" "never" ]
  }

  # Show, export and validate software bills of materials (CycloneDX)
  export extern "ragnos-plugin sbom" [
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin sbom durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin sbom link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin sbom message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin sbom color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
  ]

  def "nu-complete ragnos-plugin sbom show durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin sbom show link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin sbom show message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin sbom show color" [] {
    [ "auto" "always" "never" ]
  }

  # List the components of a locked plugin, as its signed SBOM names them
  export extern "ragnos-plugin sbom show" [
    --platform: string        # Only what is installed on this platform, instead of all that are locked
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin sbom show durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin sbom show link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin sbom show message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin sbom show color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
    name: string              # The plugin
  ]

  def "nu-complete ragnos-plugin sbom export durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin sbom export link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin sbom export message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin sbom export color" [] {
    [ "auto" "always" "never" ]
  }

  # Write the signed SBOM of a locked plugin, or one of the whole project
  export extern "ragnos-plugin sbom export" [
    --output(-o): path        # Write to this file instead of stdout
    --platform: string        # Only what is installed on this platform, instead of all that are locked
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin sbom export durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin sbom export link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin sbom export message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin sbom export color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
    name?: string             # The plugin; without one, the whole project
  ]

  def "nu-complete ragnos-plugin sbom validate durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin sbom validate link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin sbom validate message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin sbom validate color" [] {
    [ "auto" "always" "never" ]
  }

  # Check a CycloneDX file (1.2 to 1.7, JSON or gzip of it) as audits do, and name the place of the first mistake
  export extern "ragnos-plugin sbom validate" [
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin sbom validate durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin sbom validate link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin sbom validate message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin sbom validate color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
    file: path                # The file
  ]

  # Print this message or the help of the given subcommand(s)
  export extern "ragnos-plugin sbom help" [
  ]

  # List the components of a locked plugin, as its signed SBOM names them
  export extern "ragnos-plugin sbom help show" [
  ]

  # Write the signed SBOM of a locked plugin, or one of the whole project
  export extern "ragnos-plugin sbom help export" [
  ]

  # Check a CycloneDX file (1.2 to 1.7, JSON or gzip of it) as audits do, and name the place of the first mistake
  export extern "ragnos-plugin sbom help validate" [
  ]

  # Print this message or the help of the given subcommand(s)
  export extern "ragnos-plugin sbom help help" [
  ]

  def "nu-complete ragnos-plugin list durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin list link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin list message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin list color" [] {
    [ "auto" "always" "never" ]
  }

  # List the locked plugins
  export extern "ragnos-plugin list" [
    --direct                  # Only what the manifest asks for directly
    --trust                   # Show which roles and keys vouch for each plugin, asking the repositories (or the trust state, with --offline)
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin list durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin list link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin list message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin list color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
  ]

  def "nu-complete ragnos-plugin tree format" [] {
    [ "html" "dot" ]
  }

  def "nu-complete ragnos-plugin tree durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin tree link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin tree message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin tree color" [] {
    [ "auto" "always" "never" ]
  }

  # Show the locked plugins as a tree
  export extern "ragnos-plugin tree" [
    --invert(-i)              # Show who needs a plugin instead of what it needs
    --format: string@"nu-complete ragnos-plugin tree format" # Draw the whole graph, with who vouches for each plugin, what it may do and what is wrong with it: a page that loads nothing from elsewhere, or the text that Graphviz reads
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin tree durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin tree link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin tree message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin tree color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
    name?: string             # Start at this plugin
  ]

  def "nu-complete ragnos-plugin why durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin why link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin why message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin why color" [] {
    [ "auto" "always" "never" ]
  }

  # Show why a plugin is locked: the shortest chain from each plugin of the manifest that needs it
  export extern "ragnos-plugin why" [
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin why durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin why link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin why message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin why color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
    name: string              # The plugin, namespace/name
  ]

  def "nu-complete ragnos-plugin outdated durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin outdated link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin outdated message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin outdated color" [] {
    [ "auto" "always" "never" ]
  }

  # Show locked plugins that have newer versions
  export extern "ragnos-plugin outdated" [
    --exit-code               # Exit 10 when there is something to show
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin outdated durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin outdated link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin outdated message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin outdated color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
  ]

  def "nu-complete ragnos-plugin info durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin info link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin info message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin info color" [] {
    [ "auto" "always" "never" ]
  }

  # Show what signed metadata says of a plugin
  export extern "ragnos-plugin info" [
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin info durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin info link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin info message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin info color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
    wanted: string            # The plugin, such as acme/report, or one version of it, such as acme/report@1.2.0
  ]

  def "nu-complete ragnos-plugin search durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin search link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin search message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin search color" [] {
    [ "auto" "always" "never" ]
  }

  # Search the project's repositories for plugins
  export extern "ragnos-plugin search" [
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin search durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin search link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin search message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin search color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
    ...words: string          # Words that all have to be in the name or the description; none lists every plugin
  ]

  def "nu-complete ragnos-plugin diff durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin diff link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin diff message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin diff color" [] {
    [ "auto" "always" "never" ]
  }

  # Show what differs between two lockfiles, or between the lockfile and what is installed
  export extern "ragnos-plugin diff" [
    --exit-code               # Exit 10 when there is something to show
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin diff durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin diff link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin diff message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin diff color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
    old?: string              # The older lockfile
    new?: string              # The newer lockfile; the project's where it is left out
  ]

  def "nu-complete ragnos-plugin policy durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin policy link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin policy message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin policy color" [] {
    [ "auto" "always" "never" ]
  }

  # Show what the policies say of the project's plugins
  export extern "ragnos-plugin policy" [
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin policy durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin policy link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin policy message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin policy color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
  ]

  def "nu-complete ragnos-plugin policy check durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin policy check link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin policy check message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin policy check color" [] {
    [ "auto" "always" "never" ]
  }

  # Judge every locked plugin; exit 4 when one is refused
  export extern "ragnos-plugin policy check" [
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin policy check durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin policy check link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin policy check message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin policy check color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
  ]

  def "nu-complete ragnos-plugin policy explain durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin policy explain link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin policy explain message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin policy explain color" [] {
    [ "auto" "always" "never" ]
  }

  # Show what every rule says of one plugin, with its file and line
  export extern "ragnos-plugin policy explain" [
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin policy explain durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin policy explain link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin policy explain message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin policy explain color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
    name: string              # The plugin; the locked version, else the newest
    other?: string            # Another version of it
  ]

  # Print this message or the help of the given subcommand(s)
  export extern "ragnos-plugin policy help" [
  ]

  # Judge every locked plugin; exit 4 when one is refused
  export extern "ragnos-plugin policy help check" [
  ]

  # Show what every rule says of one plugin, with its file and line
  export extern "ragnos-plugin policy help explain" [
  ]

  # Print this message or the help of the given subcommand(s)
  export extern "ragnos-plugin policy help help" [
  ]

  def "nu-complete ragnos-plugin review durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin review link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin review message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin review color" [] {
    [ "auto" "always" "never" ]
  }

  # Record and show reviews of plugins, which a policy can require
  export extern "ragnos-plugin review" [
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin review durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin review link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin review message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin review color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
  ]

  def "nu-complete ragnos-plugin review add durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin review add link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin review add message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin review add color" [] {
    [ "auto" "always" "never" ]
  }

  # Record that somebody has reviewed the locked version of a plugin, all its archives, in ragnos-reviews.toml
  export extern "ragnos-plugin review add" [
    --criteria: string        # What it was reviewed for, such as safe-to-run; may be given more than once
    --by: string              # Who has reviewed it
    --notes: string           # What there is to say
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin review add durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin review add link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin review add message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin review add color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
    name: string              # The plugin
  ]

  def "nu-complete ragnos-plugin review import durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin review import link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin review import message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin review import color" [] {
    [ "auto" "always" "never" ]
  }

  # Take over the reviews of another file, with their signatures
  export extern "ragnos-plugin review import" [
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin review import durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin review import link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin review import message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin review import color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
    file: path                # A ragnos-reviews.toml of somebody whose word counts
  ]

  def "nu-complete ragnos-plugin review list durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin review list link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin review list message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin review list color" [] {
    [ "auto" "always" "never" ]
  }

  # Show all reviews, and which of them are about what is locked
  export extern "ragnos-plugin review list" [
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin review list durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin review list link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin review list message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin review list color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
  ]

  # Print this message or the help of the given subcommand(s)
  export extern "ragnos-plugin review help" [
  ]

  # Record that somebody has reviewed the locked version of a plugin, all its archives, in ragnos-reviews.toml
  export extern "ragnos-plugin review help add" [
  ]

  # Take over the reviews of another file, with their signatures
  export extern "ragnos-plugin review help import" [
  ]

  # Show all reviews, and which of them are about what is locked
  export extern "ragnos-plugin review help list" [
  ]

  # Print this message or the help of the given subcommand(s)
  export extern "ragnos-plugin review help help" [
  ]

  def "nu-complete ragnos-plugin trust durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin trust link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin trust message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin trust color" [] {
    [ "auto" "always" "never" ]
  }

  # Show, verify, repair or reset what is trusted of the project's repositories
  export extern "ragnos-plugin trust" [
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin trust durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin trust link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin trust message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin trust color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
  ]

  def "nu-complete ragnos-plugin trust show durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin trust show link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin trust show message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin trust show color" [] {
    [ "auto" "always" "never" ]
  }

  # Show the trusted root, the keys and thresholds of each role, expiries, and the versions that no run goes below
  export extern "ragnos-plugin trust show" [
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin trust show durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin trust show link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin trust show message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin trust show color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
    name?: string             # Only this repository of ragnos.toml
  ]

  def "nu-complete ragnos-plugin trust verify durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin trust verify link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin trust verify message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin trust verify color" [] {
    [ "auto" "always" "never" ]
  }

  # Verify the stored state again, from the pinned root on, and say which files are good; exit 8 when one is damaged
  export extern "ragnos-plugin trust verify" [
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin trust verify durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin trust verify link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin trust verify message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin trust verify color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
    name?: string             # Only this repository of ragnos.toml
  ]

  def "nu-complete ragnos-plugin trust repair durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin trust repair link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin trust repair message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin trust repair color" [] {
    [ "auto" "always" "never" ]
  }

  # Mend a damaged state without going below any version that is still known
  export extern "ragnos-plugin trust repair" [
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin trust repair durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin trust repair link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin trust repair message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin trust repair color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
    name?: string             # Only this repository of ragnos.toml
  ]

  def "nu-complete ragnos-plugin trust reset durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin trust reset link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin trust reset message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin trust reset color" [] {
    [ "auto" "always" "never" ]
  }

  # Forget all that is remembered of one repository and begin again with the pinned root; needs a yes
  export extern "ragnos-plugin trust reset" [
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin trust reset durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin trust reset link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin trust reset message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin trust reset color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
    name: string              # The repository of ragnos.toml
  ]

  # Print this message or the help of the given subcommand(s)
  export extern "ragnos-plugin trust help" [
  ]

  # Show the trusted root, the keys and thresholds of each role, expiries, and the versions that no run goes below
  export extern "ragnos-plugin trust help show" [
  ]

  # Verify the stored state again, from the pinned root on, and say which files are good; exit 8 when one is damaged
  export extern "ragnos-plugin trust help verify" [
  ]

  # Mend a damaged state without going below any version that is still known
  export extern "ragnos-plugin trust help repair" [
  ]

  # Forget all that is remembered of one repository and begin again with the pinned root; needs a yes
  export extern "ragnos-plugin trust help reset" [
  ]

  # Print this message or the help of the given subcommand(s)
  export extern "ragnos-plugin trust help help" [
  ]

  def "nu-complete ragnos-plugin cache durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin cache link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin cache message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin cache color" [] {
    [ "auto" "always" "never" ]
  }

  # Look at, verify or empty the cache of downloaded archives and unpacked plugins
  export extern "ragnos-plugin cache" [
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin cache durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin cache link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin cache message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin cache color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
  ]

  def "nu-complete ragnos-plugin cache info durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin cache info link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin cache info message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin cache info color" [] {
    [ "auto" "always" "never" ]
  }

  # Show where the cache is and how much is in it
  export extern "ragnos-plugin cache info" [
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin cache info durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin cache info link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin cache info message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin cache info color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
  ]

  def "nu-complete ragnos-plugin cache verify durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin cache verify link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin cache verify message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin cache verify color" [] {
    [ "auto" "always" "never" ]
  }

  # Hash every entry and remove the damaged ones
  export extern "ragnos-plugin cache verify" [
    --dry-run(-n)             # Print the plan and change nothing, trust state included
    --exit-code               # With --dry-run: exit 10 when changes are pending
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin cache verify durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin cache verify link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin cache verify message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin cache verify color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
  ]

  def "nu-complete ragnos-plugin cache prune durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin cache prune link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin cache prune message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin cache prune color" [] {
    [ "auto" "always" "never" ]
  }

  # Remove entries that were not used for a long time, and what killed commands left
  export extern "ragnos-plugin cache prune" [
    --unused-for: string      # Remove what was not used for this long, such as 30d or 12h
    --dry-run(-n)             # Print the plan and change nothing, trust state included
    --exit-code               # With --dry-run: exit 10 when changes are pending
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin cache prune durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin cache prune link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin cache prune message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin cache prune color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
  ]

  def "nu-complete ragnos-plugin cache clean durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin cache clean link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin cache clean message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin cache clean color" [] {
    [ "auto" "always" "never" ]
  }

  # Remove every entry. What is trusted of repositories is kept elsewhere and stays
  export extern "ragnos-plugin cache clean" [
    --dry-run(-n)             # Print the plan and change nothing, trust state included
    --exit-code               # With --dry-run: exit 10 when changes are pending
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin cache clean durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin cache clean link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin cache clean message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin cache clean color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
  ]

  # Print this message or the help of the given subcommand(s)
  export extern "ragnos-plugin cache help" [
  ]

  # Show where the cache is and how much is in it
  export extern "ragnos-plugin cache help info" [
  ]

  # Hash every entry and remove the damaged ones
  export extern "ragnos-plugin cache help verify" [
  ]

  # Remove entries that were not used for a long time, and what killed commands left
  export extern "ragnos-plugin cache help prune" [
  ]

  # Remove every entry. What is trusted of repositories is kept elsewhere and stays
  export extern "ragnos-plugin cache help clean" [
  ]

  # Print this message or the help of the given subcommand(s)
  export extern "ragnos-plugin cache help help" [
  ]

  def "nu-complete ragnos-plugin doctor durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin doctor link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin doctor message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin doctor color" [] {
    [ "auto" "always" "never" ]
  }

  # Look at project, cache, trust state and file systems, and explain what is not as it should be
  export extern "ragnos-plugin doctor" [
    --fix                     # Mend what needs nobody's decision: what killed commands left, files that nothing names, damaged cache entries
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin doctor durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin doctor link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin doctor message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin doctor color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
  ]

  def "nu-complete ragnos-plugin bundle durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin bundle link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin bundle message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin bundle color" [] {
    [ "auto" "always" "never" ]
  }

  # Make a bundle: a folder with everything that installing the lockfile takes, to carry where there is no network
  export extern "ragnos-plugin bundle" [
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin bundle durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin bundle link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin bundle message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin bundle color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
  ]

  def "nu-complete ragnos-plugin bundle create durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin bundle create link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin bundle create message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin bundle create color" [] {
    [ "auto" "always" "never" ]
  }

  # Fetch and verify the metadata, archives and SBOMs that the lockfile pins, and write them as they were served
  export extern "ragnos-plugin bundle create" [
    --platform: string        # Take the archives of this platform only, instead of all that are locked
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin bundle create durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin bundle create link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin bundle create message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin bundle create color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
    folder: string            # The folder to make. It must not be there yet
  ]

  # Print this message or the help of the given subcommand(s)
  export extern "ragnos-plugin bundle help" [
  ]

  # Fetch and verify the metadata, archives and SBOMs that the lockfile pins, and write them as they were served
  export extern "ragnos-plugin bundle help create" [
  ]

  # Print this message or the help of the given subcommand(s)
  export extern "ragnos-plugin bundle help help" [
  ]

  def "nu-complete ragnos-plugin pack durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin pack link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin pack message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin pack color" [] {
    [ "auto" "always" "never" ]
  }

  # Pack a plugin folder: its archive, its SBOM (CycloneDX) and its descriptor, for a publisher to sign
  export extern "ragnos-plugin pack" [
    --out: string             # Where the three files go
    --platform: string        # What the archive runs on; `any` where it runs everywhere
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin pack durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin pack link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin pack message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin pack color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
    source?: string           # The folder with the plugin.toml
  ]

  def "nu-complete ragnos-plugin completions shell" [] {
    [ "bash" "elvish" "fish" "nushell" "powershell" "zsh" ]
  }

  def "nu-complete ragnos-plugin completions durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin completions link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin completions message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin completions color" [] {
    [ "auto" "always" "never" ]
  }

  # Print a completion script for a shell
  export extern "ragnos-plugin completions" [
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin completions durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin completions link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin completions message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin completions color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
    shell: string@"nu-complete ragnos-plugin completions shell" # The shell
  ]

  def "nu-complete ragnos-plugin explain durability" [] {
    [ "full" "fast" ]
  }

  def "nu-complete ragnos-plugin explain link_mode" [] {
    [ "auto" "reflink" "hardlink" "symlink" "copy" ]
  }

  def "nu-complete ragnos-plugin explain message_format" [] {
    [ "human" "json" "ndjson" ]
  }

  def "nu-complete ragnos-plugin explain color" [] {
    [ "auto" "always" "never" ]
  }

  # Explain an error code, such as RP5003; without a code, list them all
  export extern "ragnos-plugin explain" [
    --directory(-C): directory # Work in this folder instead of the current one
    --manifest-path: path     # Use this manifest instead of the nearest ragnos.toml
    --lockfile: path          # Use this lockfile instead of the ragnos.lock beside the manifest
    --offline                 # Ask nobody: work from metadata and archives that are already here
    --bundle: directory       # Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else
    --jobs: string            # Downloads at the same time
    --cache-dir: directory    # Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]
    --durability: string@"nu-complete ragnos-plugin explain durability" # How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed
    --link-mode: string@"nu-complete ragnos-plugin explain link_mode" # How installed files and the cache of unpacked plugins share bytes [default: auto]
    --no-wait                 # Fail at once with exit 9 when another process holds the project
    --json                    # Print one JSON document (the same as --message-format json)
    --message-format: string@"nu-complete ragnos-plugin explain message_format" # What goes to stdout
    --color: string@"nu-complete ragnos-plugin explain color" # When to use colours
    --no-progress             # Show no progress bars
    --verbose(-v)             # Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`
    --quiet(-q)               # Say less; twice for nothing but errors' exit codes
    --trace-verify: path      # Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome
    --yes(-y)                 # Answer yes to every question
    --no-input                # Never ask a question; where one would be asked, fail and say which flag answers it
    --ignore-scripts          # Accepted and always true: no plugin has scripts that could run
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
    code?: string             # The code
  ]

  # Print this message or the help of the given subcommand(s)
  export extern "ragnos-plugin help" [
  ]

  # Begin a project: write ragnos.toml and pin a repository's root
  export extern "ragnos-plugin help init" [
  ]

  # Add plugins to ragnos.toml, lock them and install them
  export extern "ragnos-plugin help add" [
  ]

  # Remove plugins from ragnos.toml, and what only they needed from the lockfile and the disk
  export extern "ragnos-plugin help remove" [
  ]

  # Take a folder of unmanaged plugins into ragnos.toml and ragnos.lock
  export extern "ragnos-plugin help adopt" [
  ]

  # Take over the plugin list of krew, Helm, Grafana or npm
  export extern "ragnos-plugin help import" [
  ]

  # Write the lockfile that answers ragnos.toml; locked versions stay where they can
  export extern "ragnos-plugin help lock" [
  ]

  # Merge three lockfiles by their meaning: the git merge driver (`lock merge %O %A %B %P`)
  export extern "ragnos-plugin help lock merge" [
  ]

  # Install what the lockfile says; lock first where it does not answer ragnos.toml
  export extern "ragnos-plugin help sync" [
  ]

  # Install exactly what the lockfile says (the same as `sync --locked`)
  export extern "ragnos-plugin help ci" [
  ]

  # Move locked plugins to the newest versions that ragnos.toml allows, and install them
  export extern "ragnos-plugin help update" [
  ]

  # Make an earlier generation the current one again: its plugins, the lockfile and the requirements in ragnos.toml
  export extern "ragnos-plugin help rollback" [
  ]

  # List, compare or remove the generations that `rollback` can go to
  export extern "ragnos-plugin help generations" [
  ]

  # List the generations that are kept; `*` is the current one
  export extern "ragnos-plugin help generations list" [
  ]

  # Show how the lockfiles of two generations differ
  export extern "ragnos-plugin help generations diff" [
  ]

  # Remove generations, and the files that only they have. The current one stays
  export extern "ragnos-plugin help generations rm" [
  ]

  # Check that lockfile, ragnos.toml, signed metadata, served bytes and installed files agree; for CI
  export extern "ragnos-plugin help check" [
  ]

  # Look for known vulnerabilities in the components of locked plugins. Writes nothing to disk
  export extern "ragnos-plugin help audit" [
  ]

  # Show, export and validate software bills of materials (CycloneDX)
  export extern "ragnos-plugin help sbom" [
  ]

  # List the components of a locked plugin, as its signed SBOM names them
  export extern "ragnos-plugin help sbom show" [
  ]

  # Write the signed SBOM of a locked plugin, or one of the whole project
  export extern "ragnos-plugin help sbom export" [
  ]

  # Check a CycloneDX file (1.2 to 1.7, JSON or gzip of it) as audits do, and name the place of the first mistake
  export extern "ragnos-plugin help sbom validate" [
  ]

  # List the locked plugins
  export extern "ragnos-plugin help list" [
  ]

  # Show the locked plugins as a tree
  export extern "ragnos-plugin help tree" [
  ]

  # Show why a plugin is locked: the shortest chain from each plugin of the manifest that needs it
  export extern "ragnos-plugin help why" [
  ]

  # Show locked plugins that have newer versions
  export extern "ragnos-plugin help outdated" [
  ]

  # Show what signed metadata says of a plugin
  export extern "ragnos-plugin help info" [
  ]

  # Search the project's repositories for plugins
  export extern "ragnos-plugin help search" [
  ]

  # Show what differs between two lockfiles, or between the lockfile and what is installed
  export extern "ragnos-plugin help diff" [
  ]

  # Show what the policies say of the project's plugins
  export extern "ragnos-plugin help policy" [
  ]

  # Judge every locked plugin; exit 4 when one is refused
  export extern "ragnos-plugin help policy check" [
  ]

  # Show what every rule says of one plugin, with its file and line
  export extern "ragnos-plugin help policy explain" [
  ]

  # Record and show reviews of plugins, which a policy can require
  export extern "ragnos-plugin help review" [
  ]

  # Record that somebody has reviewed the locked version of a plugin, all its archives, in ragnos-reviews.toml
  export extern "ragnos-plugin help review add" [
  ]

  # Take over the reviews of another file, with their signatures
  export extern "ragnos-plugin help review import" [
  ]

  # Show all reviews, and which of them are about what is locked
  export extern "ragnos-plugin help review list" [
  ]

  # Show, verify, repair or reset what is trusted of the project's repositories
  export extern "ragnos-plugin help trust" [
  ]

  # Show the trusted root, the keys and thresholds of each role, expiries, and the versions that no run goes below
  export extern "ragnos-plugin help trust show" [
  ]

  # Verify the stored state again, from the pinned root on, and say which files are good; exit 8 when one is damaged
  export extern "ragnos-plugin help trust verify" [
  ]

  # Mend a damaged state without going below any version that is still known
  export extern "ragnos-plugin help trust repair" [
  ]

  # Forget all that is remembered of one repository and begin again with the pinned root; needs a yes
  export extern "ragnos-plugin help trust reset" [
  ]

  # Look at, verify or empty the cache of downloaded archives and unpacked plugins
  export extern "ragnos-plugin help cache" [
  ]

  # Show where the cache is and how much is in it
  export extern "ragnos-plugin help cache info" [
  ]

  # Hash every entry and remove the damaged ones
  export extern "ragnos-plugin help cache verify" [
  ]

  # Remove entries that were not used for a long time, and what killed commands left
  export extern "ragnos-plugin help cache prune" [
  ]

  # Remove every entry. What is trusted of repositories is kept elsewhere and stays
  export extern "ragnos-plugin help cache clean" [
  ]

  # Look at project, cache, trust state and file systems, and explain what is not as it should be
  export extern "ragnos-plugin help doctor" [
  ]

  # Make a bundle: a folder with everything that installing the lockfile takes, to carry where there is no network
  export extern "ragnos-plugin help bundle" [
  ]

  # Fetch and verify the metadata, archives and SBOMs that the lockfile pins, and write them as they were served
  export extern "ragnos-plugin help bundle create" [
  ]

  # Pack a plugin folder: its archive, its SBOM (CycloneDX) and its descriptor, for a publisher to sign
  export extern "ragnos-plugin help pack" [
  ]

  # Print a completion script for a shell
  export extern "ragnos-plugin help completions" [
  ]

  # Explain an error code, such as RP5003; without a code, list them all
  export extern "ragnos-plugin help explain" [
  ]

  # Print this message or the help of the given subcommand(s)
  export extern "ragnos-plugin help help" [
  ]

}

export use completions *
