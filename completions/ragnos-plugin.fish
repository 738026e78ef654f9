# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_ragnos_plugin_global_optspecs
    string join \n C/directory= manifest-path= lockfile= offline bundle= jobs= cache-dir= durability= link-mode= no-wait json message-format= color= no-progress v/verbose q/quiet trace-verify= y/yes no-input ignore-scripts h/help V/version
end

function __fish_ragnos_plugin_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_ragnos_plugin_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_ragnos_plugin_using_subcommand
    set -l cmd (__fish_ragnos_plugin_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "init" -d 'Begin a project: write ragnos.toml and pin a repository\'s root'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "add" -d 'Add plugins to ragnos.toml, lock them and install them'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "remove" -d 'Remove plugins from ragnos.toml, and what only they needed from the lockfile and the disk'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "rm" -d 'Remove plugins from ragnos.toml, and what only they needed from the lockfile and the disk'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "uninstall" -d 'Remove plugins from ragnos.toml, and what only they needed from the lockfile and the disk'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "adopt" -d 'Take a folder of unmanaged plugins into ragnos.toml and ragnos.lock'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "import" -d 'Take over the plugin list of krew, Helm, Grafana or npm'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "lock" -d 'Write the lockfile that answers ragnos.toml; locked versions stay where they can'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "sync" -d 'Install what the lockfile says; lock first where it does not answer ragnos.toml'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "install" -d 'Install what the lockfile says; lock first where it does not answer ragnos.toml'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "ci" -d 'Install exactly what the lockfile says (the same as `sync --locked`)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "update" -d 'Move locked plugins to the newest versions that ragnos.toml allows, and install them'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "up" -d 'Move locked plugins to the newest versions that ragnos.toml allows, and install them'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "upgrade" -d 'Move locked plugins to the newest versions that ragnos.toml allows, and install them'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "rollback" -d 'Make an earlier generation the current one again: its plugins, the lockfile and the requirements in ragnos.toml'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "generations" -d 'List, compare or remove the generations that `rollback` can go to'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "check" -d 'Check that lockfile, ragnos.toml, signed metadata, served bytes and installed files agree; for CI'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "audit" -d 'Look for known vulnerabilities in the components of locked plugins. Writes nothing to disk'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "sbom" -d 'Show, export and validate software bills of materials (CycloneDX)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "list" -d 'List the locked plugins'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "ls" -d 'List the locked plugins'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "tree" -d 'Show the locked plugins as a tree'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "why" -d 'Show why a plugin is locked: the shortest chain from each plugin of the manifest that needs it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "outdated" -d 'Show locked plugins that have newer versions'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "info" -d 'Show what signed metadata says of a plugin'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "search" -d 'Search the project\'s repositories for plugins'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "diff" -d 'Show what differs between two lockfiles, or between the lockfile and what is installed'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "policy" -d 'Show what the policies say of the project\'s plugins'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "review" -d 'Record and show reviews of plugins, which a policy can require'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "trust" -d 'Show, verify, repair or reset what is trusted of the project\'s repositories'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "cache" -d 'Look at, verify or empty the cache of downloaded archives and unpacked plugins'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "doctor" -d 'Look at project, cache, trust state and file systems, and explain what is not as it should be'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "bundle" -d 'Make a bundle: a folder with everything that installing the lockfile takes, to carry where there is no network'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "pack" -d 'Pack a plugin folder: its archive, its SBOM (CycloneDX) and its descriptor, for a publisher to sign'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "completions" -d 'Print a completion script for a shell'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "explain" -d 'Explain an error code, such as RP5003; without a code, list them all'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand init" -l repository -d 'A repository, such as demo=https://plugins.example.com' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand init" -l mirror -d 'Another place of the same repository, asked when the one before it has no good answer; may be repeated' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand init" -l root -d 'The repository\'s root metadata, which you have from its operator by a way you trust' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand init" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand init" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand init" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand init" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand init" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand init" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand init" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand init" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand init" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand init" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand init" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand init" -l merge-driver -d 'Set up git to merge ragnos.lock by its meaning: .gitattributes, and the driver in .git/config'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand init" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand init" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand init" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand init" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand init" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand init" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand init" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand init" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand init" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand init" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand add" -l platform -d 'Work for this platform instead of the machine\'s own' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand add" -l accept-capabilities -d 'Approve capabilities that a new version asks for on top of the approved ones' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand add" -l accept-trust-change -d 'Approve who signs now: another role, other keys of it or fewer signatures, or another repository' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand add" -l min-age -d 'Choose no version that the repository\'s log first saw less than this long ago, such as 72h or 3d. Units are required' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand add" -l min-age-exempt -d 'Leave this version out of --min-age' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand add" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand add" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand add" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand add" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand add" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand add" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand add" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand add" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand add" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand add" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand add" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand add" -l no-sync -d 'Change ragnos.toml and ragnos.lock only; install nothing'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand add" -s n -l dry-run -d 'Print the plan and change nothing, trust state included'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand add" -l exit-code -d 'With --dry-run: exit 10 when changes are pending'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand add" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand add" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand add" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand add" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand add" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand add" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand add" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand add" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand add" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand add" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand remove" -l platform -d 'Work for this platform instead of the machine\'s own' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand remove" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand remove" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand remove" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand remove" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand remove" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand remove" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand remove" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand remove" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand remove" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand remove" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand remove" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand remove" -l no-sync -d 'Change ragnos.toml and ragnos.lock only; install nothing'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand remove" -s n -l dry-run -d 'Print the plan and change nothing, trust state included'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand remove" -l exit-code -d 'With --dry-run: exit 10 when changes are pending'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand remove" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand remove" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand remove" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand remove" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand remove" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand remove" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand remove" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand remove" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand remove" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand remove" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rm" -l platform -d 'Work for this platform instead of the machine\'s own' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rm" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rm" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rm" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rm" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rm" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rm" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rm" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rm" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rm" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rm" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rm" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rm" -l no-sync -d 'Change ragnos.toml and ragnos.lock only; install nothing'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rm" -s n -l dry-run -d 'Print the plan and change nothing, trust state included'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rm" -l exit-code -d 'With --dry-run: exit 10 when changes are pending'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rm" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rm" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rm" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rm" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rm" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rm" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rm" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rm" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rm" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rm" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rm" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand uninstall" -l platform -d 'Work for this platform instead of the machine\'s own' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand uninstall" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand uninstall" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand uninstall" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand uninstall" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand uninstall" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand uninstall" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand uninstall" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand uninstall" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand uninstall" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand uninstall" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand uninstall" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand uninstall" -l no-sync -d 'Change ragnos.toml and ragnos.lock only; install nothing'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand uninstall" -s n -l dry-run -d 'Print the plan and change nothing, trust state included'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand uninstall" -l exit-code -d 'With --dry-run: exit 10 when changes are pending'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand uninstall" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand uninstall" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand uninstall" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand uninstall" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand uninstall" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand uninstall" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand uninstall" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand uninstall" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand uninstall" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand uninstall" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand uninstall" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand adopt" -l platform -d 'Work for this platform instead of the machine\'s own' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand adopt" -l accept-capabilities -d 'Approve capabilities that a new version asks for on top of the approved ones' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand adopt" -l accept-trust-change -d 'Approve who signs now: another role, other keys of it or fewer signatures, or another repository' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand adopt" -l min-age -d 'Choose no version that the repository\'s log first saw less than this long ago, such as 72h or 3d. Units are required' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand adopt" -l min-age-exempt -d 'Leave this version out of --min-age' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand adopt" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand adopt" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand adopt" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand adopt" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand adopt" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand adopt" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand adopt" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand adopt" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand adopt" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand adopt" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand adopt" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand adopt" -l no-sync -d 'Change ragnos.toml and ragnos.lock only; install nothing'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand adopt" -s n -l dry-run -d 'Print the plan and change nothing, trust state included'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand adopt" -l exit-code -d 'With --dry-run: exit 10 when changes are pending'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand adopt" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand adopt" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand adopt" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand adopt" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand adopt" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand adopt" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand adopt" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand adopt" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand adopt" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand adopt" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand adopt" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand import" -l from -d 'Whose list it is' -r -f -a "krew\t'The output of `kubectl krew list`, as a table or as names'
helm\t'The output of `helm plugin list`'
grafana\t'The output of `grafana cli plugins ls`, or ids with versions as in `GF_INSTALL_PLUGINS` and `GF_PLUGINS_PREINSTALL`'
npm\t'A package.json, or the output of `npm ls --json`'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand import" -l platform -d 'Work for this platform instead of the machine\'s own' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand import" -l accept-capabilities -d 'Approve capabilities that a new version asks for on top of the approved ones' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand import" -l accept-trust-change -d 'Approve who signs now: another role, other keys of it or fewer signatures, or another repository' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand import" -l min-age -d 'Choose no version that the repository\'s log first saw less than this long ago, such as 72h or 3d. Units are required' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand import" -l min-age-exempt -d 'Leave this version out of --min-age' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand import" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand import" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand import" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand import" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand import" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand import" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand import" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand import" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand import" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand import" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand import" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand import" -l no-sync -d 'Change ragnos.toml and ragnos.lock only; install nothing'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand import" -s n -l dry-run -d 'Print the plan and change nothing, trust state included'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand import" -l exit-code -d 'With --dry-run: exit 10 when changes are pending'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand import" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand import" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand import" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand import" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand import" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand import" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand import" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand import" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand import" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand import" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and not __fish_seen_subcommand_from merge help" -l accept-capabilities -d 'Approve capabilities that a new version asks for on top of the approved ones' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and not __fish_seen_subcommand_from merge help" -l accept-trust-change -d 'Approve who signs now: another role, other keys of it or fewer signatures, or another repository' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and not __fish_seen_subcommand_from merge help" -l min-age -d 'Choose no version that the repository\'s log first saw less than this long ago, such as 72h or 3d. Units are required' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and not __fish_seen_subcommand_from merge help" -l min-age-exempt -d 'Leave this version out of --min-age' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and not __fish_seen_subcommand_from merge help" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and not __fish_seen_subcommand_from merge help" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and not __fish_seen_subcommand_from merge help" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and not __fish_seen_subcommand_from merge help" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and not __fish_seen_subcommand_from merge help" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and not __fish_seen_subcommand_from merge help" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and not __fish_seen_subcommand_from merge help" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and not __fish_seen_subcommand_from merge help" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and not __fish_seen_subcommand_from merge help" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and not __fish_seen_subcommand_from merge help" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and not __fish_seen_subcommand_from merge help" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and not __fish_seen_subcommand_from merge help" -l check -d 'Write nothing and ask nobody; exit 3 when the lockfile is missing, not canonical, or does not answer ragnos.toml, 4 when a policy refuses what is locked or it is known to be revoked'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and not __fish_seen_subcommand_from merge help" -l resolve-conflicts -d 'Settle the conflict markers that a merge left in the lockfile, by the meaning of both sides and by ragnos.toml'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and not __fish_seen_subcommand_from merge help" -l upgrade-format -d 'Write the newest format that this program knows; without it the format of a lockfile stays'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and not __fish_seen_subcommand_from merge help" -s n -l dry-run -d 'Print the plan and change nothing, trust state included'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and not __fish_seen_subcommand_from merge help" -l exit-code -d 'With --dry-run: exit 10 when changes are pending'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and not __fish_seen_subcommand_from merge help" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and not __fish_seen_subcommand_from merge help" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and not __fish_seen_subcommand_from merge help" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and not __fish_seen_subcommand_from merge help" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and not __fish_seen_subcommand_from merge help" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and not __fish_seen_subcommand_from merge help" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and not __fish_seen_subcommand_from merge help" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and not __fish_seen_subcommand_from merge help" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and not __fish_seen_subcommand_from merge help" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and not __fish_seen_subcommand_from merge help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and not __fish_seen_subcommand_from merge help" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and not __fish_seen_subcommand_from merge help" -f -a "merge" -d 'Merge three lockfiles by their meaning: the git merge driver (`lock merge %O %A %B %P`)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and not __fish_seen_subcommand_from merge help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and __fish_seen_subcommand_from merge" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and __fish_seen_subcommand_from merge" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and __fish_seen_subcommand_from merge" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and __fish_seen_subcommand_from merge" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and __fish_seen_subcommand_from merge" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and __fish_seen_subcommand_from merge" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and __fish_seen_subcommand_from merge" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and __fish_seen_subcommand_from merge" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and __fish_seen_subcommand_from merge" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and __fish_seen_subcommand_from merge" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and __fish_seen_subcommand_from merge" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and __fish_seen_subcommand_from merge" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and __fish_seen_subcommand_from merge" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and __fish_seen_subcommand_from merge" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and __fish_seen_subcommand_from merge" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and __fish_seen_subcommand_from merge" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and __fish_seen_subcommand_from merge" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and __fish_seen_subcommand_from merge" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and __fish_seen_subcommand_from merge" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and __fish_seen_subcommand_from merge" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and __fish_seen_subcommand_from merge" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and __fish_seen_subcommand_from merge" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and __fish_seen_subcommand_from help" -f -a "merge" -d 'Merge three lockfiles by their meaning: the git merge driver (`lock merge %O %A %B %P`)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand lock; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sync" -l platform -d 'Work for this platform instead of the machine\'s own' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sync" -l accept-capabilities -d 'Approve capabilities that a new version asks for on top of the approved ones' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sync" -l accept-trust-change -d 'Approve who signs now: another role, other keys of it or fewer signatures, or another repository' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sync" -l min-age -d 'Choose no version that the repository\'s log first saw less than this long ago, such as 72h or 3d. Units are required' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sync" -l min-age-exempt -d 'Leave this version out of --min-age' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sync" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sync" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sync" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sync" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sync" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sync" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sync" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sync" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sync" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sync" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sync" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sync" -l locked -d 'The lockfile must exist, match the manifest and be canonical; else exit 3 with nothing changed'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sync" -l frozen -d '--locked and --offline together (Cargo\'s meaning: drift is still an error)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sync" -l check -d 'Write nothing and ask nobody; exit 3 when the lockfile does not answer ragnos.toml or other plugins are installed, 4 when a policy refuses what is locked or it is known to be revoked'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sync" -l repair -d 'Hash every installed file, also those that look as the last sync left them, and install again what was changed'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sync" -s n -l dry-run -d 'Print the plan and change nothing, trust state included'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sync" -l exit-code -d 'With --dry-run: exit 10 when changes are pending'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sync" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sync" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sync" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sync" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sync" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sync" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sync" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sync" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sync" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sync" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sync" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand install" -l platform -d 'Work for this platform instead of the machine\'s own' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand install" -l accept-capabilities -d 'Approve capabilities that a new version asks for on top of the approved ones' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand install" -l accept-trust-change -d 'Approve who signs now: another role, other keys of it or fewer signatures, or another repository' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand install" -l min-age -d 'Choose no version that the repository\'s log first saw less than this long ago, such as 72h or 3d. Units are required' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand install" -l min-age-exempt -d 'Leave this version out of --min-age' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand install" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand install" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand install" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand install" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand install" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand install" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand install" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand install" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand install" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand install" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand install" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand install" -l locked -d 'The lockfile must exist, match the manifest and be canonical; else exit 3 with nothing changed'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand install" -l frozen -d '--locked and --offline together (Cargo\'s meaning: drift is still an error)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand install" -l check -d 'Write nothing and ask nobody; exit 3 when the lockfile does not answer ragnos.toml or other plugins are installed, 4 when a policy refuses what is locked or it is known to be revoked'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand install" -l repair -d 'Hash every installed file, also those that look as the last sync left them, and install again what was changed'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand install" -s n -l dry-run -d 'Print the plan and change nothing, trust state included'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand install" -l exit-code -d 'With --dry-run: exit 10 when changes are pending'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand install" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand install" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand install" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand install" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand install" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand install" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand install" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand install" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand install" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand install" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand install" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ci" -l platform -d 'Work for this platform instead of the machine\'s own' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ci" -l accept-capabilities -d 'Approve capabilities that a new version asks for on top of the approved ones' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ci" -l accept-trust-change -d 'Approve who signs now: another role, other keys of it or fewer signatures, or another repository' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ci" -l min-age -d 'Choose no version that the repository\'s log first saw less than this long ago, such as 72h or 3d. Units are required' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ci" -l min-age-exempt -d 'Leave this version out of --min-age' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ci" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ci" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ci" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ci" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ci" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ci" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ci" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ci" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ci" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ci" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ci" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ci" -l locked -d 'The lockfile must exist, match the manifest and be canonical; else exit 3 with nothing changed'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ci" -l frozen -d '--locked and --offline together (Cargo\'s meaning: drift is still an error)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ci" -l check -d 'Write nothing and ask nobody; exit 3 when the lockfile does not answer ragnos.toml or other plugins are installed, 4 when a policy refuses what is locked or it is known to be revoked'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ci" -l repair -d 'Hash every installed file, also those that look as the last sync left them, and install again what was changed'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ci" -s n -l dry-run -d 'Print the plan and change nothing, trust state included'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ci" -l exit-code -d 'With --dry-run: exit 10 when changes are pending'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ci" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ci" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ci" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ci" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ci" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ci" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ci" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ci" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ci" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ci" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ci" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand update" -l precise -d 'Exactly this version of the one plugin that is named; older, pre-release and yanked versions too' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand update" -l platform -d 'Work for this platform instead of the machine\'s own' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand update" -l accept-capabilities -d 'Approve capabilities that a new version asks for on top of the approved ones' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand update" -l accept-trust-change -d 'Approve who signs now: another role, other keys of it or fewer signatures, or another repository' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand update" -l min-age -d 'Choose no version that the repository\'s log first saw less than this long ago, such as 72h or 3d. Units are required' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand update" -l min-age-exempt -d 'Leave this version out of --min-age' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand update" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand update" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand update" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand update" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand update" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand update" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand update" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand update" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand update" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand update" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand update" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand update" -l no-sync -d 'Change ragnos.toml and ragnos.lock only; install nothing'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand update" -s n -l dry-run -d 'Print the plan and change nothing, trust state included'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand update" -l exit-code -d 'With --dry-run: exit 10 when changes are pending'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand update" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand update" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand update" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand update" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand update" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand update" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand update" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand update" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand update" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand update" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand update" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand up" -l precise -d 'Exactly this version of the one plugin that is named; older, pre-release and yanked versions too' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand up" -l platform -d 'Work for this platform instead of the machine\'s own' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand up" -l accept-capabilities -d 'Approve capabilities that a new version asks for on top of the approved ones' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand up" -l accept-trust-change -d 'Approve who signs now: another role, other keys of it or fewer signatures, or another repository' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand up" -l min-age -d 'Choose no version that the repository\'s log first saw less than this long ago, such as 72h or 3d. Units are required' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand up" -l min-age-exempt -d 'Leave this version out of --min-age' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand up" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand up" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand up" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand up" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand up" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand up" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand up" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand up" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand up" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand up" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand up" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand up" -l no-sync -d 'Change ragnos.toml and ragnos.lock only; install nothing'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand up" -s n -l dry-run -d 'Print the plan and change nothing, trust state included'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand up" -l exit-code -d 'With --dry-run: exit 10 when changes are pending'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand up" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand up" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand up" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand up" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand up" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand up" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand up" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand up" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand up" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand up" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand up" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand upgrade" -l precise -d 'Exactly this version of the one plugin that is named; older, pre-release and yanked versions too' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand upgrade" -l platform -d 'Work for this platform instead of the machine\'s own' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand upgrade" -l accept-capabilities -d 'Approve capabilities that a new version asks for on top of the approved ones' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand upgrade" -l accept-trust-change -d 'Approve who signs now: another role, other keys of it or fewer signatures, or another repository' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand upgrade" -l min-age -d 'Choose no version that the repository\'s log first saw less than this long ago, such as 72h or 3d. Units are required' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand upgrade" -l min-age-exempt -d 'Leave this version out of --min-age' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand upgrade" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand upgrade" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand upgrade" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand upgrade" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand upgrade" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand upgrade" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand upgrade" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand upgrade" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand upgrade" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand upgrade" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand upgrade" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand upgrade" -l no-sync -d 'Change ragnos.toml and ragnos.lock only; install nothing'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand upgrade" -s n -l dry-run -d 'Print the plan and change nothing, trust state included'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand upgrade" -l exit-code -d 'With --dry-run: exit 10 when changes are pending'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand upgrade" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand upgrade" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand upgrade" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand upgrade" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand upgrade" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand upgrade" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand upgrade" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand upgrade" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand upgrade" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand upgrade" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand upgrade" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rollback" -l accept-capabilities -d 'Approve capabilities that a new version asks for on top of the approved ones' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rollback" -l accept-trust-change -d 'Approve who signs now: another role, other keys of it or fewer signatures, or another repository' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rollback" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rollback" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rollback" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rollback" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rollback" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rollback" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rollback" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rollback" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rollback" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rollback" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rollback" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rollback" -s n -l dry-run -d 'Print the plan and change nothing, trust state included'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rollback" -l exit-code -d 'With --dry-run: exit 10 when changes are pending'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rollback" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rollback" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rollback" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rollback" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rollback" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rollback" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rollback" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rollback" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rollback" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rollback" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand rollback" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and not __fish_seen_subcommand_from list ls diff rm help" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and not __fish_seen_subcommand_from list ls diff rm help" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and not __fish_seen_subcommand_from list ls diff rm help" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and not __fish_seen_subcommand_from list ls diff rm help" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and not __fish_seen_subcommand_from list ls diff rm help" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and not __fish_seen_subcommand_from list ls diff rm help" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and not __fish_seen_subcommand_from list ls diff rm help" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and not __fish_seen_subcommand_from list ls diff rm help" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and not __fish_seen_subcommand_from list ls diff rm help" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and not __fish_seen_subcommand_from list ls diff rm help" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and not __fish_seen_subcommand_from list ls diff rm help" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and not __fish_seen_subcommand_from list ls diff rm help" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and not __fish_seen_subcommand_from list ls diff rm help" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and not __fish_seen_subcommand_from list ls diff rm help" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and not __fish_seen_subcommand_from list ls diff rm help" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and not __fish_seen_subcommand_from list ls diff rm help" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and not __fish_seen_subcommand_from list ls diff rm help" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and not __fish_seen_subcommand_from list ls diff rm help" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and not __fish_seen_subcommand_from list ls diff rm help" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and not __fish_seen_subcommand_from list ls diff rm help" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and not __fish_seen_subcommand_from list ls diff rm help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and not __fish_seen_subcommand_from list ls diff rm help" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and not __fish_seen_subcommand_from list ls diff rm help" -f -a "list" -d 'List the generations that are kept; `*` is the current one'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and not __fish_seen_subcommand_from list ls diff rm help" -f -a "ls" -d 'List the generations that are kept; `*` is the current one'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and not __fish_seen_subcommand_from list ls diff rm help" -f -a "diff" -d 'Show how the lockfiles of two generations differ'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and not __fish_seen_subcommand_from list ls diff rm help" -f -a "rm" -d 'Remove generations, and the files that only they have. The current one stays'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and not __fish_seen_subcommand_from list ls diff rm help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from list" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from list" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from list" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from list" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from list" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from list" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from list" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from list" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from list" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from list" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from list" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from list" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from list" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from list" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from list" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from list" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from ls" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from ls" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from ls" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from ls" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from ls" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from ls" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from ls" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from ls" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from ls" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from ls" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from ls" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from ls" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from ls" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from ls" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from ls" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from ls" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from ls" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from ls" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from ls" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from diff" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from diff" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from diff" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from diff" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from diff" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from diff" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from diff" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from diff" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from diff" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from diff" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from diff" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from diff" -l exit-code -d 'Exit 10 when there is something to show'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from diff" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from diff" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from diff" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from diff" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from diff" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from diff" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from diff" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from diff" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from diff" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from diff" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from rm" -l keep -d 'Remove all but this many of the newest, and the current one' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from rm" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from rm" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from rm" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from rm" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from rm" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from rm" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from rm" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from rm" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from rm" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from rm" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from rm" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from rm" -s n -l dry-run -d 'Print the plan and change nothing, trust state included'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from rm" -l exit-code -d 'With --dry-run: exit 10 when changes are pending'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from rm" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from rm" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from rm" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from rm" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from rm" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from rm" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from rm" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from rm" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from rm" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from rm" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from rm" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the generations that are kept; `*` is the current one'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from help" -f -a "diff" -d 'Show how the lockfiles of two generations differ'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from help" -f -a "rm" -d 'Remove generations, and the files that only they have. The current one stays'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand generations; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand check" -l platform -d 'Work for this platform instead of the machine\'s own' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand check" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand check" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand check" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand check" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand check" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand check" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand check" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand check" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand check" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand check" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand check" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand check" -l no-installed -d 'Leave out the installed files, for a checkout where nothing was synced'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand check" -l no-fetch -d 'Leave out the bytes that the repository serves: ask for metadata only'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand check" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand check" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand check" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand check" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand check" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand check" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand check" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand check" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand check" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand check" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand audit" -l sbom -d 'Audit this CycloneDX file (JSON or gzip of it) instead of the lockfile; may be given more than once' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand audit" -l db -d 'Advisories: a folder, .zip or .tar.gz of OSV records, or `target` for those that the repositories sign [default: target]' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand audit" -l max-db-age -d 'Refuse advisories of which none was changed within this time, such as 72h or 14d. Units are required' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand audit" -l fail-on -d 'Findings of this severity and above fail with exit 11. A finding without a severity counts as the gravest' -r -f -a "info\t'Everything, also notices such as unmaintained'
low\t'Every vulnerability'
medium\t'CVSS from 4'
high\t'CVSS from 7'
critical\t'CVSS from 9'
never\t'Nothing; findings are only shown'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand audit" -l ignore -d 'Leave a finding out of the verdict until the end of a day (UTC), such as `--ignore CVE-2026-1234 until 2026-12-31`' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand audit" -l vex -d 'Explanations of findings: an OpenVEX or CycloneDX file, or `target` for those that repositories and publishers sign' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand audit" -l allow-unassessed -d 'Accept packages that cannot be assessed for these reasons, which otherwise exits with 3' -r -f -a "any\t'Whatever the reason'
no-package-url\t'It has no package URL'
bad-package-url\t'Its package URL cannot be read'
unknown-ecosystem\t'Its package URL is of a type that is not matched'
no-version\t'It has no version'
unreadable-version\t'Its version cannot be read'
no-advisories\t'The databases have no advisories for its ecosystem'
undecided\t'An advisory is about it and does not say whether of this version'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand audit" -l format -d 'The form of the report' -r -f -a "human\t'Text for people'
json\t'One JSON document (the same as --json)'
sarif\t'SARIF 2.1.0, for code scanning'
cyclonedx\t'CycloneDX 1.5 with vulnerabilities and their analyses'
html\t'One HTML file without scripts'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand audit" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand audit" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand audit" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand audit" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand audit" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand audit" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand audit" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand audit" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand audit" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand audit" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand audit" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand audit" -l locked -d 'The lockfile must exist, match the manifest and be canonical; else exit 3 without an audit'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand audit" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand audit" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand audit" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand audit" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand audit" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand audit" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand audit" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand audit" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand audit" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand audit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand audit" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and not __fish_seen_subcommand_from show export validate help" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and not __fish_seen_subcommand_from show export validate help" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and not __fish_seen_subcommand_from show export validate help" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and not __fish_seen_subcommand_from show export validate help" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and not __fish_seen_subcommand_from show export validate help" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and not __fish_seen_subcommand_from show export validate help" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and not __fish_seen_subcommand_from show export validate help" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and not __fish_seen_subcommand_from show export validate help" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and not __fish_seen_subcommand_from show export validate help" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and not __fish_seen_subcommand_from show export validate help" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and not __fish_seen_subcommand_from show export validate help" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and not __fish_seen_subcommand_from show export validate help" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and not __fish_seen_subcommand_from show export validate help" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and not __fish_seen_subcommand_from show export validate help" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and not __fish_seen_subcommand_from show export validate help" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and not __fish_seen_subcommand_from show export validate help" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and not __fish_seen_subcommand_from show export validate help" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and not __fish_seen_subcommand_from show export validate help" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and not __fish_seen_subcommand_from show export validate help" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and not __fish_seen_subcommand_from show export validate help" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and not __fish_seen_subcommand_from show export validate help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and not __fish_seen_subcommand_from show export validate help" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and not __fish_seen_subcommand_from show export validate help" -f -a "show" -d 'List the components of a locked plugin, as its signed SBOM names them'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and not __fish_seen_subcommand_from show export validate help" -f -a "export" -d 'Write the signed SBOM of a locked plugin, or one of the whole project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and not __fish_seen_subcommand_from show export validate help" -f -a "validate" -d 'Check a CycloneDX file (1.2 to 1.7, JSON or gzip of it) as audits do, and name the place of the first mistake'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and not __fish_seen_subcommand_from show export validate help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from show" -l platform -d 'Only what is installed on this platform, instead of all that are locked' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from show" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from show" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from show" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from show" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from show" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from show" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from show" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from show" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from show" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from show" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from show" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from show" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from show" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from show" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from show" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from show" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from show" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from export" -s o -l output -d 'Write to this file instead of stdout' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from export" -l platform -d 'Only what is installed on this platform, instead of all that are locked' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from export" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from export" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from export" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from export" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from export" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from export" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from export" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from export" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from export" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from export" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from export" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from export" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from export" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from export" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from export" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from export" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from export" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from export" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from export" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from validate" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from validate" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from validate" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from validate" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from validate" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from validate" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from validate" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from validate" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from validate" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from validate" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from validate" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from validate" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from validate" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from validate" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from validate" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from validate" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from validate" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from validate" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from validate" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from validate" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from validate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from validate" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from help" -f -a "show" -d 'List the components of a locked plugin, as its signed SBOM names them'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from help" -f -a "export" -d 'Write the signed SBOM of a locked plugin, or one of the whole project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from help" -f -a "validate" -d 'Check a CycloneDX file (1.2 to 1.7, JSON or gzip of it) as audits do, and name the place of the first mistake'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand sbom; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand list" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand list" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand list" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand list" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand list" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand list" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand list" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand list" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand list" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand list" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand list" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand list" -l direct -d 'Only what the manifest asks for directly'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand list" -l trust -d 'Show which roles and keys vouch for each plugin, asking the repositories (or the trust state, with --offline)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand list" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand list" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand list" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand list" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand list" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand list" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand list" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand list" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand list" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand list" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ls" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ls" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ls" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ls" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ls" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ls" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ls" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ls" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ls" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ls" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ls" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ls" -l direct -d 'Only what the manifest asks for directly'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ls" -l trust -d 'Show which roles and keys vouch for each plugin, asking the repositories (or the trust state, with --offline)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ls" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ls" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ls" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ls" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ls" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ls" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ls" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ls" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ls" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand ls" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand tree" -l format -d 'Draw the whole graph, with who vouches for each plugin, what it may do and what is wrong with it: a page that loads nothing from elsewhere, or the text that Graphviz reads' -r -f -a "html\t'One HTML file with the graph as SVG'
dot\t'Graphviz'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand tree" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand tree" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand tree" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand tree" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand tree" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand tree" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand tree" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand tree" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand tree" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand tree" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand tree" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand tree" -s i -l invert -d 'Show who needs a plugin instead of what it needs'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand tree" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand tree" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand tree" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand tree" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand tree" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand tree" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand tree" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand tree" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand tree" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand tree" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand tree" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand why" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand why" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand why" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand why" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand why" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand why" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand why" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand why" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand why" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand why" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand why" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand why" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand why" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand why" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand why" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand why" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand why" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand why" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand why" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand why" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand why" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand why" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand outdated" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand outdated" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand outdated" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand outdated" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand outdated" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand outdated" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand outdated" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand outdated" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand outdated" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand outdated" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand outdated" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand outdated" -l exit-code -d 'Exit 10 when there is something to show'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand outdated" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand outdated" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand outdated" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand outdated" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand outdated" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand outdated" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand outdated" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand outdated" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand outdated" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand outdated" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand outdated" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand info" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand info" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand info" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand info" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand info" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand info" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand info" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand info" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand info" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand info" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand info" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand info" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand info" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand info" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand info" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand info" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand info" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand info" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand info" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand info" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand info" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand info" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand search" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand search" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand search" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand search" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand search" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand search" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand search" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand search" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand search" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand search" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand search" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand search" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand search" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand search" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand search" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand search" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand search" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand search" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand search" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand search" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand search" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand search" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand diff" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand diff" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand diff" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand diff" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand diff" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand diff" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand diff" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand diff" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand diff" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand diff" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand diff" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand diff" -l exit-code -d 'Exit 10 when there is something to show'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand diff" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand diff" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand diff" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand diff" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand diff" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand diff" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand diff" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand diff" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand diff" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand diff" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and not __fish_seen_subcommand_from check explain help" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and not __fish_seen_subcommand_from check explain help" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and not __fish_seen_subcommand_from check explain help" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and not __fish_seen_subcommand_from check explain help" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and not __fish_seen_subcommand_from check explain help" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and not __fish_seen_subcommand_from check explain help" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and not __fish_seen_subcommand_from check explain help" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and not __fish_seen_subcommand_from check explain help" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and not __fish_seen_subcommand_from check explain help" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and not __fish_seen_subcommand_from check explain help" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and not __fish_seen_subcommand_from check explain help" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and not __fish_seen_subcommand_from check explain help" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and not __fish_seen_subcommand_from check explain help" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and not __fish_seen_subcommand_from check explain help" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and not __fish_seen_subcommand_from check explain help" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and not __fish_seen_subcommand_from check explain help" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and not __fish_seen_subcommand_from check explain help" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and not __fish_seen_subcommand_from check explain help" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and not __fish_seen_subcommand_from check explain help" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and not __fish_seen_subcommand_from check explain help" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and not __fish_seen_subcommand_from check explain help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and not __fish_seen_subcommand_from check explain help" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and not __fish_seen_subcommand_from check explain help" -f -a "check" -d 'Judge every locked plugin; exit 4 when one is refused'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and not __fish_seen_subcommand_from check explain help" -f -a "explain" -d 'Show what every rule says of one plugin, with its file and line'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and not __fish_seen_subcommand_from check explain help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from check" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from check" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from check" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from check" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from check" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from check" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from check" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from check" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from check" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from check" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from check" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from check" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from check" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from check" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from check" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from check" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from check" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from check" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from check" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from explain" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from explain" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from explain" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from explain" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from explain" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from explain" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from explain" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from explain" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from explain" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from explain" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from explain" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from explain" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from explain" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from explain" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from explain" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from explain" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from explain" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from explain" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from explain" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from explain" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from explain" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from help" -f -a "check" -d 'Judge every locked plugin; exit 4 when one is refused'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from help" -f -a "explain" -d 'Show what every rule says of one plugin, with its file and line'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand policy; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and not __fish_seen_subcommand_from add import list help" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and not __fish_seen_subcommand_from add import list help" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and not __fish_seen_subcommand_from add import list help" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and not __fish_seen_subcommand_from add import list help" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and not __fish_seen_subcommand_from add import list help" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and not __fish_seen_subcommand_from add import list help" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and not __fish_seen_subcommand_from add import list help" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and not __fish_seen_subcommand_from add import list help" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and not __fish_seen_subcommand_from add import list help" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and not __fish_seen_subcommand_from add import list help" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and not __fish_seen_subcommand_from add import list help" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and not __fish_seen_subcommand_from add import list help" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and not __fish_seen_subcommand_from add import list help" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and not __fish_seen_subcommand_from add import list help" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and not __fish_seen_subcommand_from add import list help" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and not __fish_seen_subcommand_from add import list help" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and not __fish_seen_subcommand_from add import list help" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and not __fish_seen_subcommand_from add import list help" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and not __fish_seen_subcommand_from add import list help" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and not __fish_seen_subcommand_from add import list help" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and not __fish_seen_subcommand_from add import list help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and not __fish_seen_subcommand_from add import list help" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and not __fish_seen_subcommand_from add import list help" -f -a "add" -d 'Record that somebody has reviewed the locked version of a plugin, all its archives, in ragnos-reviews.toml'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and not __fish_seen_subcommand_from add import list help" -f -a "import" -d 'Take over the reviews of another file, with their signatures'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and not __fish_seen_subcommand_from add import list help" -f -a "list" -d 'Show all reviews, and which of them are about what is locked'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and not __fish_seen_subcommand_from add import list help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from add" -l criteria -d 'What it was reviewed for, such as safe-to-run; may be given more than once' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from add" -l by -d 'Who has reviewed it' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from add" -l notes -d 'What there is to say' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from add" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from add" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from add" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from add" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from add" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from add" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from add" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from add" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from add" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from add" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from add" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from add" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from add" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from add" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from add" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from add" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from add" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from add" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from add" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from import" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from import" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from import" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from import" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from import" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from import" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from import" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from import" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from import" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from import" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from import" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from import" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from import" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from import" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from import" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from import" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from import" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from import" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from import" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from import" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from list" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from list" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from list" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from list" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from list" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from list" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from list" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from list" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from list" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from list" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from list" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from list" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from list" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from list" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from list" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from list" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from help" -f -a "add" -d 'Record that somebody has reviewed the locked version of a plugin, all its archives, in ragnos-reviews.toml'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from help" -f -a "import" -d 'Take over the reviews of another file, with their signatures'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from help" -f -a "list" -d 'Show all reviews, and which of them are about what is locked'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand review; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and not __fish_seen_subcommand_from show verify repair reset help" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and not __fish_seen_subcommand_from show verify repair reset help" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and not __fish_seen_subcommand_from show verify repair reset help" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and not __fish_seen_subcommand_from show verify repair reset help" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and not __fish_seen_subcommand_from show verify repair reset help" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and not __fish_seen_subcommand_from show verify repair reset help" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and not __fish_seen_subcommand_from show verify repair reset help" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and not __fish_seen_subcommand_from show verify repair reset help" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and not __fish_seen_subcommand_from show verify repair reset help" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and not __fish_seen_subcommand_from show verify repair reset help" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and not __fish_seen_subcommand_from show verify repair reset help" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and not __fish_seen_subcommand_from show verify repair reset help" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and not __fish_seen_subcommand_from show verify repair reset help" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and not __fish_seen_subcommand_from show verify repair reset help" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and not __fish_seen_subcommand_from show verify repair reset help" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and not __fish_seen_subcommand_from show verify repair reset help" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and not __fish_seen_subcommand_from show verify repair reset help" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and not __fish_seen_subcommand_from show verify repair reset help" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and not __fish_seen_subcommand_from show verify repair reset help" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and not __fish_seen_subcommand_from show verify repair reset help" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and not __fish_seen_subcommand_from show verify repair reset help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and not __fish_seen_subcommand_from show verify repair reset help" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and not __fish_seen_subcommand_from show verify repair reset help" -f -a "show" -d 'Show the trusted root, the keys and thresholds of each role, expiries, and the versions that no run goes below'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and not __fish_seen_subcommand_from show verify repair reset help" -f -a "verify" -d 'Verify the stored state again, from the pinned root on, and say which files are good; exit 8 when one is damaged'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and not __fish_seen_subcommand_from show verify repair reset help" -f -a "repair" -d 'Mend a damaged state without going below any version that is still known'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and not __fish_seen_subcommand_from show verify repair reset help" -f -a "reset" -d 'Forget all that is remembered of one repository and begin again with the pinned root; needs a yes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and not __fish_seen_subcommand_from show verify repair reset help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from show" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from show" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from show" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from show" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from show" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from show" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from show" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from show" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from show" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from show" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from show" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from show" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from show" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from show" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from show" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from show" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from show" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from verify" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from verify" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from verify" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from verify" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from verify" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from verify" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from verify" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from verify" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from verify" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from verify" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from verify" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from verify" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from verify" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from verify" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from verify" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from verify" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from verify" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from verify" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from verify" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from repair" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from repair" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from repair" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from repair" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from repair" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from repair" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from repair" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from repair" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from repair" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from repair" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from repair" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from repair" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from repair" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from repair" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from repair" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from repair" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from repair" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from repair" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from repair" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from repair" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from repair" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from repair" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from reset" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from reset" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from reset" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from reset" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from reset" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from reset" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from reset" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from reset" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from reset" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from reset" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from reset" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from reset" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from reset" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from reset" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from reset" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from reset" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from reset" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from reset" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from reset" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from reset" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from reset" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from reset" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show the trusted root, the keys and thresholds of each role, expiries, and the versions that no run goes below'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from help" -f -a "verify" -d 'Verify the stored state again, from the pinned root on, and say which files are good; exit 8 when one is damaged'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from help" -f -a "repair" -d 'Mend a damaged state without going below any version that is still known'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from help" -f -a "reset" -d 'Forget all that is remembered of one repository and begin again with the pinned root; needs a yes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand trust; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and not __fish_seen_subcommand_from info verify prune clean help" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and not __fish_seen_subcommand_from info verify prune clean help" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and not __fish_seen_subcommand_from info verify prune clean help" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and not __fish_seen_subcommand_from info verify prune clean help" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and not __fish_seen_subcommand_from info verify prune clean help" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and not __fish_seen_subcommand_from info verify prune clean help" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and not __fish_seen_subcommand_from info verify prune clean help" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and not __fish_seen_subcommand_from info verify prune clean help" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and not __fish_seen_subcommand_from info verify prune clean help" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and not __fish_seen_subcommand_from info verify prune clean help" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and not __fish_seen_subcommand_from info verify prune clean help" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and not __fish_seen_subcommand_from info verify prune clean help" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and not __fish_seen_subcommand_from info verify prune clean help" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and not __fish_seen_subcommand_from info verify prune clean help" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and not __fish_seen_subcommand_from info verify prune clean help" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and not __fish_seen_subcommand_from info verify prune clean help" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and not __fish_seen_subcommand_from info verify prune clean help" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and not __fish_seen_subcommand_from info verify prune clean help" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and not __fish_seen_subcommand_from info verify prune clean help" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and not __fish_seen_subcommand_from info verify prune clean help" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and not __fish_seen_subcommand_from info verify prune clean help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and not __fish_seen_subcommand_from info verify prune clean help" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and not __fish_seen_subcommand_from info verify prune clean help" -f -a "info" -d 'Show where the cache is and how much is in it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and not __fish_seen_subcommand_from info verify prune clean help" -f -a "verify" -d 'Hash every entry and remove the damaged ones'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and not __fish_seen_subcommand_from info verify prune clean help" -f -a "prune" -d 'Remove entries that were not used for a long time, and what killed commands left'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and not __fish_seen_subcommand_from info verify prune clean help" -f -a "clean" -d 'Remove every entry. What is trusted of repositories is kept elsewhere and stays'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and not __fish_seen_subcommand_from info verify prune clean help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from info" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from info" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from info" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from info" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from info" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from info" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from info" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from info" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from info" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from info" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from info" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from info" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from info" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from info" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from info" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from info" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from info" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from info" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from info" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from info" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from info" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from info" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from verify" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from verify" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from verify" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from verify" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from verify" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from verify" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from verify" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from verify" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from verify" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from verify" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from verify" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from verify" -s n -l dry-run -d 'Print the plan and change nothing, trust state included'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from verify" -l exit-code -d 'With --dry-run: exit 10 when changes are pending'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from verify" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from verify" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from verify" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from verify" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from verify" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from verify" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from verify" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from verify" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from prune" -l unused-for -d 'Remove what was not used for this long, such as 30d or 12h' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from prune" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from prune" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from prune" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from prune" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from prune" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from prune" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from prune" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from prune" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from prune" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from prune" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from prune" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from prune" -s n -l dry-run -d 'Print the plan and change nothing, trust state included'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from prune" -l exit-code -d 'With --dry-run: exit 10 when changes are pending'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from prune" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from prune" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from prune" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from prune" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from prune" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from prune" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from prune" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from prune" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from prune" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from prune" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from prune" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from clean" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from clean" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from clean" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from clean" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from clean" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from clean" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from clean" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from clean" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from clean" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from clean" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from clean" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from clean" -s n -l dry-run -d 'Print the plan and change nothing, trust state included'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from clean" -l exit-code -d 'With --dry-run: exit 10 when changes are pending'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from clean" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from clean" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from clean" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from clean" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from clean" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from clean" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from clean" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from clean" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from clean" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from clean" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from clean" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from help" -f -a "info" -d 'Show where the cache is and how much is in it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from help" -f -a "verify" -d 'Hash every entry and remove the damaged ones'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from help" -f -a "prune" -d 'Remove entries that were not used for a long time, and what killed commands left'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from help" -f -a "clean" -d 'Remove every entry. What is trusted of repositories is kept elsewhere and stays'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand cache; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand doctor" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand doctor" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand doctor" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand doctor" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand doctor" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand doctor" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand doctor" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand doctor" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand doctor" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand doctor" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand doctor" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand doctor" -l fix -d 'Mend what needs nobody\'s decision: what killed commands left, files that nothing names, damaged cache entries'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand doctor" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand doctor" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand doctor" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand doctor" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand doctor" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand doctor" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand doctor" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand doctor" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand doctor" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand doctor" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and not __fish_seen_subcommand_from create help" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and not __fish_seen_subcommand_from create help" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and not __fish_seen_subcommand_from create help" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and not __fish_seen_subcommand_from create help" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and not __fish_seen_subcommand_from create help" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and not __fish_seen_subcommand_from create help" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and not __fish_seen_subcommand_from create help" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and not __fish_seen_subcommand_from create help" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and not __fish_seen_subcommand_from create help" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and not __fish_seen_subcommand_from create help" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and not __fish_seen_subcommand_from create help" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and not __fish_seen_subcommand_from create help" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and not __fish_seen_subcommand_from create help" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and not __fish_seen_subcommand_from create help" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and not __fish_seen_subcommand_from create help" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and not __fish_seen_subcommand_from create help" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and not __fish_seen_subcommand_from create help" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and not __fish_seen_subcommand_from create help" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and not __fish_seen_subcommand_from create help" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and not __fish_seen_subcommand_from create help" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and not __fish_seen_subcommand_from create help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and not __fish_seen_subcommand_from create help" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and not __fish_seen_subcommand_from create help" -f -a "create" -d 'Fetch and verify the metadata, archives and SBOMs that the lockfile pins, and write them as they were served'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and not __fish_seen_subcommand_from create help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and __fish_seen_subcommand_from create" -l platform -d 'Take the archives of this platform only, instead of all that are locked' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and __fish_seen_subcommand_from create" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and __fish_seen_subcommand_from create" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and __fish_seen_subcommand_from create" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and __fish_seen_subcommand_from create" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and __fish_seen_subcommand_from create" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and __fish_seen_subcommand_from create" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and __fish_seen_subcommand_from create" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and __fish_seen_subcommand_from create" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and __fish_seen_subcommand_from create" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and __fish_seen_subcommand_from create" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and __fish_seen_subcommand_from create" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and __fish_seen_subcommand_from create" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and __fish_seen_subcommand_from create" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and __fish_seen_subcommand_from create" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and __fish_seen_subcommand_from create" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and __fish_seen_subcommand_from create" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and __fish_seen_subcommand_from create" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and __fish_seen_subcommand_from create" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and __fish_seen_subcommand_from create" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and __fish_seen_subcommand_from help" -f -a "create" -d 'Fetch and verify the metadata, archives and SBOMs that the lockfile pins, and write them as they were served'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand bundle; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand pack" -l out -d 'Where the three files go' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand pack" -l platform -d 'What the archive runs on; `any` where it runs everywhere' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand pack" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand pack" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand pack" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand pack" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand pack" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand pack" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand pack" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand pack" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand pack" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand pack" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand pack" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand pack" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand pack" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand pack" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand pack" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand pack" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand pack" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand pack" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand pack" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand pack" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand pack" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand pack" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand completions" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand completions" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand completions" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand completions" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand completions" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand completions" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand completions" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand completions" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand completions" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand completions" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand completions" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand completions" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand completions" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand completions" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand completions" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand completions" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand completions" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand completions" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand completions" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand completions" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand completions" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand explain" -s C -l directory -d 'Work in this folder instead of the current one' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand explain" -l manifest-path -d 'Use this manifest instead of the nearest ragnos.toml' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand explain" -l lockfile -d 'Use this lockfile instead of the ragnos.lock beside the manifest' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand explain" -l bundle -d 'Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand explain" -l jobs -d 'Downloads at the same time' -r
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand explain" -l cache-dir -d 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]' -r -f -a "(__fish_complete_directories)"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand explain" -l durability -d 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed' -r -f -a "full\t'Everything: after a loss of power the project is the old one or the new one'
fast\t'Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand explain" -l link-mode -d 'How installed files and the cache of unpacked plugins share bytes [default: auto]' -r -f -a "auto\t'Reflink where the file system can, else hard link, else copy'
reflink\t'Shared until one of them is written to, on btrfs, XFS and others'
hardlink\t'One file with several names. What is written to one is in all; the next sync, check and load of each project notice'
symlink\t'One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync'
copy\t'Nothing shared: every project has bytes of its own'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand explain" -l message-format -d 'What goes to stdout' -r -f -a "human\t'Text for people'
json\t'One JSON document'
ndjson\t'One JSON object a line: events, then the document'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand explain" -l color -d 'When to use colours' -r -f -a "auto\t'Colour on a terminal'
always\t'Colour everywhere'
never\t'No colour'"
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand explain" -l trace-verify -d 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome' -r -F
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand explain" -l offline -d 'Ask nobody: work from metadata and archives that are already here'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand explain" -l no-wait -d 'Fail at once with exit 9 when another process holds the project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand explain" -l json -d 'Print one JSON document (the same as --message-format json)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand explain" -l no-progress -d 'Show no progress bars'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand explain" -s v -l verbose -d 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand explain" -s q -l quiet -d 'Say less; twice for nothing but errors\' exit codes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand explain" -s y -l yes -d 'Answer yes to every question'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand explain" -l no-input -d 'Never ask a question; where one would be asked, fail and say which flag answers it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand explain" -l ignore-scripts -d 'Accepted and always true: no plugin has scripts that could run'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand explain" -s V -l version -d 'Print version'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and not __fish_seen_subcommand_from init add remove adopt import lock sync ci update rollback generations check audit sbom list tree why outdated info search diff policy review trust cache doctor bundle pack completions explain help" -f -a "init" -d 'Begin a project: write ragnos.toml and pin a repository\'s root'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and not __fish_seen_subcommand_from init add remove adopt import lock sync ci update rollback generations check audit sbom list tree why outdated info search diff policy review trust cache doctor bundle pack completions explain help" -f -a "add" -d 'Add plugins to ragnos.toml, lock them and install them'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and not __fish_seen_subcommand_from init add remove adopt import lock sync ci update rollback generations check audit sbom list tree why outdated info search diff policy review trust cache doctor bundle pack completions explain help" -f -a "remove" -d 'Remove plugins from ragnos.toml, and what only they needed from the lockfile and the disk'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and not __fish_seen_subcommand_from init add remove adopt import lock sync ci update rollback generations check audit sbom list tree why outdated info search diff policy review trust cache doctor bundle pack completions explain help" -f -a "adopt" -d 'Take a folder of unmanaged plugins into ragnos.toml and ragnos.lock'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and not __fish_seen_subcommand_from init add remove adopt import lock sync ci update rollback generations check audit sbom list tree why outdated info search diff policy review trust cache doctor bundle pack completions explain help" -f -a "import" -d 'Take over the plugin list of krew, Helm, Grafana or npm'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and not __fish_seen_subcommand_from init add remove adopt import lock sync ci update rollback generations check audit sbom list tree why outdated info search diff policy review trust cache doctor bundle pack completions explain help" -f -a "lock" -d 'Write the lockfile that answers ragnos.toml; locked versions stay where they can'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and not __fish_seen_subcommand_from init add remove adopt import lock sync ci update rollback generations check audit sbom list tree why outdated info search diff policy review trust cache doctor bundle pack completions explain help" -f -a "sync" -d 'Install what the lockfile says; lock first where it does not answer ragnos.toml'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and not __fish_seen_subcommand_from init add remove adopt import lock sync ci update rollback generations check audit sbom list tree why outdated info search diff policy review trust cache doctor bundle pack completions explain help" -f -a "ci" -d 'Install exactly what the lockfile says (the same as `sync --locked`)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and not __fish_seen_subcommand_from init add remove adopt import lock sync ci update rollback generations check audit sbom list tree why outdated info search diff policy review trust cache doctor bundle pack completions explain help" -f -a "update" -d 'Move locked plugins to the newest versions that ragnos.toml allows, and install them'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and not __fish_seen_subcommand_from init add remove adopt import lock sync ci update rollback generations check audit sbom list tree why outdated info search diff policy review trust cache doctor bundle pack completions explain help" -f -a "rollback" -d 'Make an earlier generation the current one again: its plugins, the lockfile and the requirements in ragnos.toml'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and not __fish_seen_subcommand_from init add remove adopt import lock sync ci update rollback generations check audit sbom list tree why outdated info search diff policy review trust cache doctor bundle pack completions explain help" -f -a "generations" -d 'List, compare or remove the generations that `rollback` can go to'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and not __fish_seen_subcommand_from init add remove adopt import lock sync ci update rollback generations check audit sbom list tree why outdated info search diff policy review trust cache doctor bundle pack completions explain help" -f -a "check" -d 'Check that lockfile, ragnos.toml, signed metadata, served bytes and installed files agree; for CI'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and not __fish_seen_subcommand_from init add remove adopt import lock sync ci update rollback generations check audit sbom list tree why outdated info search diff policy review trust cache doctor bundle pack completions explain help" -f -a "audit" -d 'Look for known vulnerabilities in the components of locked plugins. Writes nothing to disk'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and not __fish_seen_subcommand_from init add remove adopt import lock sync ci update rollback generations check audit sbom list tree why outdated info search diff policy review trust cache doctor bundle pack completions explain help" -f -a "sbom" -d 'Show, export and validate software bills of materials (CycloneDX)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and not __fish_seen_subcommand_from init add remove adopt import lock sync ci update rollback generations check audit sbom list tree why outdated info search diff policy review trust cache doctor bundle pack completions explain help" -f -a "list" -d 'List the locked plugins'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and not __fish_seen_subcommand_from init add remove adopt import lock sync ci update rollback generations check audit sbom list tree why outdated info search diff policy review trust cache doctor bundle pack completions explain help" -f -a "tree" -d 'Show the locked plugins as a tree'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and not __fish_seen_subcommand_from init add remove adopt import lock sync ci update rollback generations check audit sbom list tree why outdated info search diff policy review trust cache doctor bundle pack completions explain help" -f -a "why" -d 'Show why a plugin is locked: the shortest chain from each plugin of the manifest that needs it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and not __fish_seen_subcommand_from init add remove adopt import lock sync ci update rollback generations check audit sbom list tree why outdated info search diff policy review trust cache doctor bundle pack completions explain help" -f -a "outdated" -d 'Show locked plugins that have newer versions'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and not __fish_seen_subcommand_from init add remove adopt import lock sync ci update rollback generations check audit sbom list tree why outdated info search diff policy review trust cache doctor bundle pack completions explain help" -f -a "info" -d 'Show what signed metadata says of a plugin'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and not __fish_seen_subcommand_from init add remove adopt import lock sync ci update rollback generations check audit sbom list tree why outdated info search diff policy review trust cache doctor bundle pack completions explain help" -f -a "search" -d 'Search the project\'s repositories for plugins'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and not __fish_seen_subcommand_from init add remove adopt import lock sync ci update rollback generations check audit sbom list tree why outdated info search diff policy review trust cache doctor bundle pack completions explain help" -f -a "diff" -d 'Show what differs between two lockfiles, or between the lockfile and what is installed'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and not __fish_seen_subcommand_from init add remove adopt import lock sync ci update rollback generations check audit sbom list tree why outdated info search diff policy review trust cache doctor bundle pack completions explain help" -f -a "policy" -d 'Show what the policies say of the project\'s plugins'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and not __fish_seen_subcommand_from init add remove adopt import lock sync ci update rollback generations check audit sbom list tree why outdated info search diff policy review trust cache doctor bundle pack completions explain help" -f -a "review" -d 'Record and show reviews of plugins, which a policy can require'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and not __fish_seen_subcommand_from init add remove adopt import lock sync ci update rollback generations check audit sbom list tree why outdated info search diff policy review trust cache doctor bundle pack completions explain help" -f -a "trust" -d 'Show, verify, repair or reset what is trusted of the project\'s repositories'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and not __fish_seen_subcommand_from init add remove adopt import lock sync ci update rollback generations check audit sbom list tree why outdated info search diff policy review trust cache doctor bundle pack completions explain help" -f -a "cache" -d 'Look at, verify or empty the cache of downloaded archives and unpacked plugins'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and not __fish_seen_subcommand_from init add remove adopt import lock sync ci update rollback generations check audit sbom list tree why outdated info search diff policy review trust cache doctor bundle pack completions explain help" -f -a "doctor" -d 'Look at project, cache, trust state and file systems, and explain what is not as it should be'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and not __fish_seen_subcommand_from init add remove adopt import lock sync ci update rollback generations check audit sbom list tree why outdated info search diff policy review trust cache doctor bundle pack completions explain help" -f -a "bundle" -d 'Make a bundle: a folder with everything that installing the lockfile takes, to carry where there is no network'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and not __fish_seen_subcommand_from init add remove adopt import lock sync ci update rollback generations check audit sbom list tree why outdated info search diff policy review trust cache doctor bundle pack completions explain help" -f -a "pack" -d 'Pack a plugin folder: its archive, its SBOM (CycloneDX) and its descriptor, for a publisher to sign'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and not __fish_seen_subcommand_from init add remove adopt import lock sync ci update rollback generations check audit sbom list tree why outdated info search diff policy review trust cache doctor bundle pack completions explain help" -f -a "completions" -d 'Print a completion script for a shell'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and not __fish_seen_subcommand_from init add remove adopt import lock sync ci update rollback generations check audit sbom list tree why outdated info search diff policy review trust cache doctor bundle pack completions explain help" -f -a "explain" -d 'Explain an error code, such as RP5003; without a code, list them all'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and not __fish_seen_subcommand_from init add remove adopt import lock sync ci update rollback generations check audit sbom list tree why outdated info search diff policy review trust cache doctor bundle pack completions explain help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and __fish_seen_subcommand_from lock" -f -a "merge" -d 'Merge three lockfiles by their meaning: the git merge driver (`lock merge %O %A %B %P`)'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and __fish_seen_subcommand_from generations" -f -a "list" -d 'List the generations that are kept; `*` is the current one'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and __fish_seen_subcommand_from generations" -f -a "diff" -d 'Show how the lockfiles of two generations differ'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and __fish_seen_subcommand_from generations" -f -a "rm" -d 'Remove generations, and the files that only they have. The current one stays'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and __fish_seen_subcommand_from sbom" -f -a "show" -d 'List the components of a locked plugin, as its signed SBOM names them'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and __fish_seen_subcommand_from sbom" -f -a "export" -d 'Write the signed SBOM of a locked plugin, or one of the whole project'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and __fish_seen_subcommand_from sbom" -f -a "validate" -d 'Check a CycloneDX file (1.2 to 1.7, JSON or gzip of it) as audits do, and name the place of the first mistake'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and __fish_seen_subcommand_from policy" -f -a "check" -d 'Judge every locked plugin; exit 4 when one is refused'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and __fish_seen_subcommand_from policy" -f -a "explain" -d 'Show what every rule says of one plugin, with its file and line'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and __fish_seen_subcommand_from review" -f -a "add" -d 'Record that somebody has reviewed the locked version of a plugin, all its archives, in ragnos-reviews.toml'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and __fish_seen_subcommand_from review" -f -a "import" -d 'Take over the reviews of another file, with their signatures'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and __fish_seen_subcommand_from review" -f -a "list" -d 'Show all reviews, and which of them are about what is locked'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and __fish_seen_subcommand_from trust" -f -a "show" -d 'Show the trusted root, the keys and thresholds of each role, expiries, and the versions that no run goes below'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and __fish_seen_subcommand_from trust" -f -a "verify" -d 'Verify the stored state again, from the pinned root on, and say which files are good; exit 8 when one is damaged'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and __fish_seen_subcommand_from trust" -f -a "repair" -d 'Mend a damaged state without going below any version that is still known'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and __fish_seen_subcommand_from trust" -f -a "reset" -d 'Forget all that is remembered of one repository and begin again with the pinned root; needs a yes'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and __fish_seen_subcommand_from cache" -f -a "info" -d 'Show where the cache is and how much is in it'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and __fish_seen_subcommand_from cache" -f -a "verify" -d 'Hash every entry and remove the damaged ones'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and __fish_seen_subcommand_from cache" -f -a "prune" -d 'Remove entries that were not used for a long time, and what killed commands left'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and __fish_seen_subcommand_from cache" -f -a "clean" -d 'Remove every entry. What is trusted of repositories is kept elsewhere and stays'
complete -c ragnos-plugin -n "__fish_ragnos_plugin_using_subcommand help; and __fish_seen_subcommand_from bundle" -f -a "create" -d 'Fetch and verify the metadata, archives and SBOMs that the lockfile pins, and write them as they were served'
