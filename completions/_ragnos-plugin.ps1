
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'ragnos-plugin' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'ragnos-plugin'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'ragnos-plugin' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Begin a project: write ragnos.toml and pin a repository''s root')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add plugins to ragnos.toml, lock them and install them')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove plugins from ragnos.toml, and what only they needed from the lockfile and the disk')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove plugins from ragnos.toml, and what only they needed from the lockfile and the disk')
            [CompletionResult]::new('uninstall', 'uninstall', [CompletionResultType]::ParameterValue, 'Remove plugins from ragnos.toml, and what only they needed from the lockfile and the disk')
            [CompletionResult]::new('lock', 'lock', [CompletionResultType]::ParameterValue, 'Write the lockfile that answers ragnos.toml; locked versions stay where they can')
            [CompletionResult]::new('sync', 'sync', [CompletionResultType]::ParameterValue, 'Install what the lockfile says; lock first where it does not answer ragnos.toml')
            [CompletionResult]::new('install', 'install', [CompletionResultType]::ParameterValue, 'Install what the lockfile says; lock first where it does not answer ragnos.toml')
            [CompletionResult]::new('ci', 'ci', [CompletionResultType]::ParameterValue, 'Install exactly what the lockfile says (the same as `sync --locked`)')
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Move locked plugins to the newest versions that ragnos.toml allows, and install them')
            [CompletionResult]::new('up', 'up', [CompletionResultType]::ParameterValue, 'Move locked plugins to the newest versions that ragnos.toml allows, and install them')
            [CompletionResult]::new('upgrade', 'upgrade', [CompletionResultType]::ParameterValue, 'Move locked plugins to the newest versions that ragnos.toml allows, and install them')
            [CompletionResult]::new('rollback', 'rollback', [CompletionResultType]::ParameterValue, 'Make an earlier generation the current one again: its plugins, the lockfile and the requirements in ragnos.toml')
            [CompletionResult]::new('generations', 'generations', [CompletionResultType]::ParameterValue, 'List, compare or remove the generations that `rollback` can go to')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check that lockfile, ragnos.toml, signed metadata, served bytes and installed files agree; for CI')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'Look for known vulnerabilities in the components of locked plugins. Writes nothing to disk')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the locked plugins')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the locked plugins')
            [CompletionResult]::new('tree', 'tree', [CompletionResultType]::ParameterValue, 'Show the locked plugins as a tree')
            [CompletionResult]::new('why', 'why', [CompletionResultType]::ParameterValue, 'Show why a plugin is locked: the shortest chain from each plugin of the manifest that needs it')
            [CompletionResult]::new('outdated', 'outdated', [CompletionResultType]::ParameterValue, 'Show locked plugins that have newer versions')
            [CompletionResult]::new('info', 'info', [CompletionResultType]::ParameterValue, 'Show what signed metadata says of a plugin')
            [CompletionResult]::new('search', 'search', [CompletionResultType]::ParameterValue, 'Search the project''s repositories for plugins')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Show what differs between two lockfiles, or between the lockfile and what is installed')
            [CompletionResult]::new('policy', 'policy', [CompletionResultType]::ParameterValue, 'Show what the policies say of the project''s plugins')
            [CompletionResult]::new('review', 'review', [CompletionResultType]::ParameterValue, 'Record and show reviews of plugins, which a policy can require')
            [CompletionResult]::new('trust', 'trust', [CompletionResultType]::ParameterValue, 'Show, verify, repair or reset what is trusted of the project''s repositories')
            [CompletionResult]::new('cache', 'cache', [CompletionResultType]::ParameterValue, 'Look at, verify or empty the cache of downloaded archives')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Look at project, cache, trust state and file systems, and explain what is not as it should be')
            [CompletionResult]::new('pack', 'pack', [CompletionResultType]::ParameterValue, 'Pack a plugin folder: its archive, its SBOM (CycloneDX) and its descriptor, for a publisher to sign')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a completion script for a shell')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain an error code, such as RP5003; without a code, list them all')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'ragnos-plugin;init' {
            [CompletionResult]::new('--repository', '--repository', [CompletionResultType]::ParameterName, 'A repository, such as demo=https://plugins.example.com')
            [CompletionResult]::new('--mirror', '--mirror', [CompletionResultType]::ParameterName, 'Another place of the same repository, asked when the one before it has no good answer; may be repeated')
            [CompletionResult]::new('--root', '--root', [CompletionResultType]::ParameterName, 'The repository''s root metadata, which you have from its operator by a way you trust')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--merge-driver', '--merge-driver', [CompletionResultType]::ParameterName, 'Set up git to merge ragnos.lock by its meaning: .gitattributes, and the driver in .git/config')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;add' {
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'Work for this platform instead of the machine''s own')
            [CompletionResult]::new('--accept-capabilities', '--accept-capabilities', [CompletionResultType]::ParameterName, 'Approve capabilities that a new version asks for on top of the approved ones')
            [CompletionResult]::new('--accept-trust-change', '--accept-trust-change', [CompletionResultType]::ParameterName, 'Approve that a plugin is now signed by this other role')
            [CompletionResult]::new('--min-age', '--min-age', [CompletionResultType]::ParameterName, 'Choose no version that the repository''s log first saw less than this long ago, such as 72h or 3d. Units are required')
            [CompletionResult]::new('--min-age-exempt', '--min-age-exempt', [CompletionResultType]::ParameterName, 'Leave this version out of --min-age')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--no-sync', '--no-sync', [CompletionResultType]::ParameterName, 'Change ragnos.toml and ragnos.lock only; install nothing')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Print the plan and change nothing, trust state included')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the plan and change nothing, trust state included')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'With --dry-run: exit 10 when changes are pending')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;remove' {
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'Work for this platform instead of the machine''s own')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--no-sync', '--no-sync', [CompletionResultType]::ParameterName, 'Change ragnos.toml and ragnos.lock only; install nothing')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Print the plan and change nothing, trust state included')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the plan and change nothing, trust state included')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'With --dry-run: exit 10 when changes are pending')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;rm' {
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'Work for this platform instead of the machine''s own')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--no-sync', '--no-sync', [CompletionResultType]::ParameterName, 'Change ragnos.toml and ragnos.lock only; install nothing')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Print the plan and change nothing, trust state included')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the plan and change nothing, trust state included')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'With --dry-run: exit 10 when changes are pending')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;uninstall' {
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'Work for this platform instead of the machine''s own')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--no-sync', '--no-sync', [CompletionResultType]::ParameterName, 'Change ragnos.toml and ragnos.lock only; install nothing')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Print the plan and change nothing, trust state included')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the plan and change nothing, trust state included')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'With --dry-run: exit 10 when changes are pending')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;lock' {
            [CompletionResult]::new('--accept-capabilities', '--accept-capabilities', [CompletionResultType]::ParameterName, 'Approve capabilities that a new version asks for on top of the approved ones')
            [CompletionResult]::new('--accept-trust-change', '--accept-trust-change', [CompletionResultType]::ParameterName, 'Approve that a plugin is now signed by this other role')
            [CompletionResult]::new('--min-age', '--min-age', [CompletionResultType]::ParameterName, 'Choose no version that the repository''s log first saw less than this long ago, such as 72h or 3d. Units are required')
            [CompletionResult]::new('--min-age-exempt', '--min-age-exempt', [CompletionResultType]::ParameterName, 'Leave this version out of --min-age')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Write nothing; exit 3 when the lockfile is missing, not canonical, or does not answer ragnos.toml')
            [CompletionResult]::new('--resolve-conflicts', '--resolve-conflicts', [CompletionResultType]::ParameterName, 'Settle the conflict markers that a merge left in the lockfile, by the meaning of both sides and by ragnos.toml')
            [CompletionResult]::new('--upgrade-format', '--upgrade-format', [CompletionResultType]::ParameterName, 'Write the newest format that this program knows; without it the format of a lockfile stays')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Print the plan and change nothing, trust state included')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the plan and change nothing, trust state included')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'With --dry-run: exit 10 when changes are pending')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('merge', 'merge', [CompletionResultType]::ParameterValue, 'Merge three lockfiles by their meaning: the git merge driver (`lock merge %O %A %B %P`)')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'ragnos-plugin;lock;merge' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;lock;help' {
            [CompletionResult]::new('merge', 'merge', [CompletionResultType]::ParameterValue, 'Merge three lockfiles by their meaning: the git merge driver (`lock merge %O %A %B %P`)')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'ragnos-plugin;lock;help;merge' {
            break
        }
        'ragnos-plugin;lock;help;help' {
            break
        }
        'ragnos-plugin;sync' {
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'Work for this platform instead of the machine''s own')
            [CompletionResult]::new('--accept-capabilities', '--accept-capabilities', [CompletionResultType]::ParameterName, 'Approve capabilities that a new version asks for on top of the approved ones')
            [CompletionResult]::new('--accept-trust-change', '--accept-trust-change', [CompletionResultType]::ParameterName, 'Approve that a plugin is now signed by this other role')
            [CompletionResult]::new('--min-age', '--min-age', [CompletionResultType]::ParameterName, 'Choose no version that the repository''s log first saw less than this long ago, such as 72h or 3d. Units are required')
            [CompletionResult]::new('--min-age-exempt', '--min-age-exempt', [CompletionResultType]::ParameterName, 'Leave this version out of --min-age')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--locked', '--locked', [CompletionResultType]::ParameterName, 'The lockfile must exist, match the manifest and be canonical; else exit 3 with nothing changed')
            [CompletionResult]::new('--frozen', '--frozen', [CompletionResultType]::ParameterName, '--locked and --offline together (Cargo''s meaning: drift is still an error)')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Write nothing and ask nobody; exit 3 when the lockfile does not answer ragnos.toml or other plugins are installed')
            [CompletionResult]::new('--repair', '--repair', [CompletionResultType]::ParameterName, 'Hash every installed file and install again what was changed, rather than believe the receipt of the last sync')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Print the plan and change nothing, trust state included')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the plan and change nothing, trust state included')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'With --dry-run: exit 10 when changes are pending')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;install' {
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'Work for this platform instead of the machine''s own')
            [CompletionResult]::new('--accept-capabilities', '--accept-capabilities', [CompletionResultType]::ParameterName, 'Approve capabilities that a new version asks for on top of the approved ones')
            [CompletionResult]::new('--accept-trust-change', '--accept-trust-change', [CompletionResultType]::ParameterName, 'Approve that a plugin is now signed by this other role')
            [CompletionResult]::new('--min-age', '--min-age', [CompletionResultType]::ParameterName, 'Choose no version that the repository''s log first saw less than this long ago, such as 72h or 3d. Units are required')
            [CompletionResult]::new('--min-age-exempt', '--min-age-exempt', [CompletionResultType]::ParameterName, 'Leave this version out of --min-age')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--locked', '--locked', [CompletionResultType]::ParameterName, 'The lockfile must exist, match the manifest and be canonical; else exit 3 with nothing changed')
            [CompletionResult]::new('--frozen', '--frozen', [CompletionResultType]::ParameterName, '--locked and --offline together (Cargo''s meaning: drift is still an error)')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Write nothing and ask nobody; exit 3 when the lockfile does not answer ragnos.toml or other plugins are installed')
            [CompletionResult]::new('--repair', '--repair', [CompletionResultType]::ParameterName, 'Hash every installed file and install again what was changed, rather than believe the receipt of the last sync')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Print the plan and change nothing, trust state included')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the plan and change nothing, trust state included')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'With --dry-run: exit 10 when changes are pending')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;ci' {
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'Work for this platform instead of the machine''s own')
            [CompletionResult]::new('--accept-capabilities', '--accept-capabilities', [CompletionResultType]::ParameterName, 'Approve capabilities that a new version asks for on top of the approved ones')
            [CompletionResult]::new('--accept-trust-change', '--accept-trust-change', [CompletionResultType]::ParameterName, 'Approve that a plugin is now signed by this other role')
            [CompletionResult]::new('--min-age', '--min-age', [CompletionResultType]::ParameterName, 'Choose no version that the repository''s log first saw less than this long ago, such as 72h or 3d. Units are required')
            [CompletionResult]::new('--min-age-exempt', '--min-age-exempt', [CompletionResultType]::ParameterName, 'Leave this version out of --min-age')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--locked', '--locked', [CompletionResultType]::ParameterName, 'The lockfile must exist, match the manifest and be canonical; else exit 3 with nothing changed')
            [CompletionResult]::new('--frozen', '--frozen', [CompletionResultType]::ParameterName, '--locked and --offline together (Cargo''s meaning: drift is still an error)')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Write nothing and ask nobody; exit 3 when the lockfile does not answer ragnos.toml or other plugins are installed')
            [CompletionResult]::new('--repair', '--repair', [CompletionResultType]::ParameterName, 'Hash every installed file and install again what was changed, rather than believe the receipt of the last sync')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Print the plan and change nothing, trust state included')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the plan and change nothing, trust state included')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'With --dry-run: exit 10 when changes are pending')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;update' {
            [CompletionResult]::new('--precise', '--precise', [CompletionResultType]::ParameterName, 'Exactly this version of the one plugin that is named; older, pre-release and yanked versions too')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'Work for this platform instead of the machine''s own')
            [CompletionResult]::new('--accept-capabilities', '--accept-capabilities', [CompletionResultType]::ParameterName, 'Approve capabilities that a new version asks for on top of the approved ones')
            [CompletionResult]::new('--accept-trust-change', '--accept-trust-change', [CompletionResultType]::ParameterName, 'Approve that a plugin is now signed by this other role')
            [CompletionResult]::new('--min-age', '--min-age', [CompletionResultType]::ParameterName, 'Choose no version that the repository''s log first saw less than this long ago, such as 72h or 3d. Units are required')
            [CompletionResult]::new('--min-age-exempt', '--min-age-exempt', [CompletionResultType]::ParameterName, 'Leave this version out of --min-age')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--no-sync', '--no-sync', [CompletionResultType]::ParameterName, 'Change ragnos.toml and ragnos.lock only; install nothing')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Print the plan and change nothing, trust state included')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the plan and change nothing, trust state included')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'With --dry-run: exit 10 when changes are pending')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;up' {
            [CompletionResult]::new('--precise', '--precise', [CompletionResultType]::ParameterName, 'Exactly this version of the one plugin that is named; older, pre-release and yanked versions too')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'Work for this platform instead of the machine''s own')
            [CompletionResult]::new('--accept-capabilities', '--accept-capabilities', [CompletionResultType]::ParameterName, 'Approve capabilities that a new version asks for on top of the approved ones')
            [CompletionResult]::new('--accept-trust-change', '--accept-trust-change', [CompletionResultType]::ParameterName, 'Approve that a plugin is now signed by this other role')
            [CompletionResult]::new('--min-age', '--min-age', [CompletionResultType]::ParameterName, 'Choose no version that the repository''s log first saw less than this long ago, such as 72h or 3d. Units are required')
            [CompletionResult]::new('--min-age-exempt', '--min-age-exempt', [CompletionResultType]::ParameterName, 'Leave this version out of --min-age')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--no-sync', '--no-sync', [CompletionResultType]::ParameterName, 'Change ragnos.toml and ragnos.lock only; install nothing')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Print the plan and change nothing, trust state included')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the plan and change nothing, trust state included')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'With --dry-run: exit 10 when changes are pending')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;upgrade' {
            [CompletionResult]::new('--precise', '--precise', [CompletionResultType]::ParameterName, 'Exactly this version of the one plugin that is named; older, pre-release and yanked versions too')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'Work for this platform instead of the machine''s own')
            [CompletionResult]::new('--accept-capabilities', '--accept-capabilities', [CompletionResultType]::ParameterName, 'Approve capabilities that a new version asks for on top of the approved ones')
            [CompletionResult]::new('--accept-trust-change', '--accept-trust-change', [CompletionResultType]::ParameterName, 'Approve that a plugin is now signed by this other role')
            [CompletionResult]::new('--min-age', '--min-age', [CompletionResultType]::ParameterName, 'Choose no version that the repository''s log first saw less than this long ago, such as 72h or 3d. Units are required')
            [CompletionResult]::new('--min-age-exempt', '--min-age-exempt', [CompletionResultType]::ParameterName, 'Leave this version out of --min-age')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--no-sync', '--no-sync', [CompletionResultType]::ParameterName, 'Change ragnos.toml and ragnos.lock only; install nothing')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Print the plan and change nothing, trust state included')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the plan and change nothing, trust state included')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'With --dry-run: exit 10 when changes are pending')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;rollback' {
            [CompletionResult]::new('--accept-capabilities', '--accept-capabilities', [CompletionResultType]::ParameterName, 'Approve capabilities that a new version asks for on top of the approved ones')
            [CompletionResult]::new('--accept-trust-change', '--accept-trust-change', [CompletionResultType]::ParameterName, 'Approve that a plugin is now signed by this other role')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Print the plan and change nothing, trust state included')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the plan and change nothing, trust state included')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'With --dry-run: exit 10 when changes are pending')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;generations' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the generations that are kept; `*` is the current one')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the generations that are kept; `*` is the current one')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Show how the lockfiles of two generations differ')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove generations, and the files that only they have. The current one stays')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'ragnos-plugin;generations;list' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;generations;ls' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;generations;diff' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'Exit 10 when there is something to show')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;generations;rm' {
            [CompletionResult]::new('--keep', '--keep', [CompletionResultType]::ParameterName, 'Remove all but this many of the newest, and the current one')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Print the plan and change nothing, trust state included')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the plan and change nothing, trust state included')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'With --dry-run: exit 10 when changes are pending')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;generations;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the generations that are kept; `*` is the current one')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Show how the lockfiles of two generations differ')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove generations, and the files that only they have. The current one stays')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'ragnos-plugin;generations;help;list' {
            break
        }
        'ragnos-plugin;generations;help;diff' {
            break
        }
        'ragnos-plugin;generations;help;rm' {
            break
        }
        'ragnos-plugin;generations;help;help' {
            break
        }
        'ragnos-plugin;check' {
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'Work for this platform instead of the machine''s own')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--no-installed', '--no-installed', [CompletionResultType]::ParameterName, 'Leave out the installed files, for a checkout where nothing was synced')
            [CompletionResult]::new('--no-fetch', '--no-fetch', [CompletionResultType]::ParameterName, 'Leave out the bytes that the repository serves: ask for metadata only')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;audit' {
            [CompletionResult]::new('--sbom', '--sbom', [CompletionResultType]::ParameterName, 'Audit this CycloneDX file (JSON or gzip of it) instead of the lockfile; may be given more than once')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Advisories: a folder, .zip or .tar.gz of OSV records, or `target` for those that the repositories sign [default: target]')
            [CompletionResult]::new('--max-db-age', '--max-db-age', [CompletionResultType]::ParameterName, 'Refuse advisories of which none was changed within this time, such as 72h or 14d. Units are required')
            [CompletionResult]::new('--fail-on', '--fail-on', [CompletionResultType]::ParameterName, 'Findings of this severity and above fail with exit 11. A finding without a severity counts as the gravest')
            [CompletionResult]::new('--ignore', '--ignore', [CompletionResultType]::ParameterName, 'Leave a finding out of the verdict until the end of a day (UTC), such as `--ignore CVE-2026-1234 until 2026-12-31`')
            [CompletionResult]::new('--vex', '--vex', [CompletionResultType]::ParameterName, 'Explanations of findings: an OpenVEX or CycloneDX file, or `target` for those that repositories and publishers sign')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'The form of the report')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--locked', '--locked', [CompletionResultType]::ParameterName, 'The lockfile must exist, match the manifest and be canonical; else exit 3 without an audit')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;list' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--direct', '--direct', [CompletionResultType]::ParameterName, 'Only what the manifest asks for directly')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Show which roles and keys vouch for each plugin, asking the repositories (or the trust state, with --offline)')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;ls' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--direct', '--direct', [CompletionResultType]::ParameterName, 'Only what the manifest asks for directly')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Show which roles and keys vouch for each plugin, asking the repositories (or the trust state, with --offline)')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;tree' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Show who needs a plugin instead of what it needs')
            [CompletionResult]::new('--invert', '--invert', [CompletionResultType]::ParameterName, 'Show who needs a plugin instead of what it needs')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;why' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;outdated' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'Exit 10 when there is something to show')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;info' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;search' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;diff' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'Exit 10 when there is something to show')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;policy' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Judge every locked plugin; exit 4 when one is refused')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Show what every rule says of one plugin, with its file and line')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'ragnos-plugin;policy;check' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;policy;explain' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;policy;help' {
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Judge every locked plugin; exit 4 when one is refused')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Show what every rule says of one plugin, with its file and line')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'ragnos-plugin;policy;help;check' {
            break
        }
        'ragnos-plugin;policy;help;explain' {
            break
        }
        'ragnos-plugin;policy;help;help' {
            break
        }
        'ragnos-plugin;review' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Record that somebody has reviewed the locked version of a plugin, all its archives, in ragnos-reviews.toml')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Take over the reviews of another file, which then count here')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'Show all reviews, and which of them are about what is locked')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'ragnos-plugin;review;add' {
            [CompletionResult]::new('--criteria', '--criteria', [CompletionResultType]::ParameterName, 'What it was reviewed for, such as safe-to-run; may be given more than once')
            [CompletionResult]::new('--by', '--by', [CompletionResultType]::ParameterName, 'Who has reviewed it')
            [CompletionResult]::new('--notes', '--notes', [CompletionResultType]::ParameterName, 'What there is to say')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;review;import' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;review;list' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;review;help' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Record that somebody has reviewed the locked version of a plugin, all its archives, in ragnos-reviews.toml')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Take over the reviews of another file, which then count here')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'Show all reviews, and which of them are about what is locked')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'ragnos-plugin;review;help;add' {
            break
        }
        'ragnos-plugin;review;help;import' {
            break
        }
        'ragnos-plugin;review;help;list' {
            break
        }
        'ragnos-plugin;review;help;help' {
            break
        }
        'ragnos-plugin;trust' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show the trusted root, the keys and thresholds of each role, expiries, and the versions that no run goes below')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Verify the stored state again, from the pinned root on, and say which files are good; exit 8 when one is damaged')
            [CompletionResult]::new('repair', 'repair', [CompletionResultType]::ParameterValue, 'Mend a damaged state without going below any version that is still known')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Forget all that is remembered of one repository and begin again with the pinned root; needs a yes')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'ragnos-plugin;trust;show' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;trust;verify' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;trust;repair' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;trust;reset' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;trust;help' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show the trusted root, the keys and thresholds of each role, expiries, and the versions that no run goes below')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Verify the stored state again, from the pinned root on, and say which files are good; exit 8 when one is damaged')
            [CompletionResult]::new('repair', 'repair', [CompletionResultType]::ParameterValue, 'Mend a damaged state without going below any version that is still known')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Forget all that is remembered of one repository and begin again with the pinned root; needs a yes')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'ragnos-plugin;trust;help;show' {
            break
        }
        'ragnos-plugin;trust;help;verify' {
            break
        }
        'ragnos-plugin;trust;help;repair' {
            break
        }
        'ragnos-plugin;trust;help;reset' {
            break
        }
        'ragnos-plugin;trust;help;help' {
            break
        }
        'ragnos-plugin;cache' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('info', 'info', [CompletionResultType]::ParameterValue, 'Show where the cache is and how much is in it')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Hash every entry and remove the damaged ones')
            [CompletionResult]::new('prune', 'prune', [CompletionResultType]::ParameterValue, 'Remove entries that were not used for a long time, and what killed commands left')
            [CompletionResult]::new('clean', 'clean', [CompletionResultType]::ParameterValue, 'Remove every entry. What is trusted of repositories is kept elsewhere and stays')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'ragnos-plugin;cache;info' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;cache;verify' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Print the plan and change nothing, trust state included')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the plan and change nothing, trust state included')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'With --dry-run: exit 10 when changes are pending')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;cache;prune' {
            [CompletionResult]::new('--unused-for', '--unused-for', [CompletionResultType]::ParameterName, 'Remove what was not used for this long, such as 30d or 12h')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Print the plan and change nothing, trust state included')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the plan and change nothing, trust state included')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'With --dry-run: exit 10 when changes are pending')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;cache;clean' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Print the plan and change nothing, trust state included')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the plan and change nothing, trust state included')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'With --dry-run: exit 10 when changes are pending')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;cache;help' {
            [CompletionResult]::new('info', 'info', [CompletionResultType]::ParameterValue, 'Show where the cache is and how much is in it')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Hash every entry and remove the damaged ones')
            [CompletionResult]::new('prune', 'prune', [CompletionResultType]::ParameterValue, 'Remove entries that were not used for a long time, and what killed commands left')
            [CompletionResult]::new('clean', 'clean', [CompletionResultType]::ParameterValue, 'Remove every entry. What is trusted of repositories is kept elsewhere and stays')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'ragnos-plugin;cache;help;info' {
            break
        }
        'ragnos-plugin;cache;help;verify' {
            break
        }
        'ragnos-plugin;cache;help;prune' {
            break
        }
        'ragnos-plugin;cache;help;clean' {
            break
        }
        'ragnos-plugin;cache;help;help' {
            break
        }
        'ragnos-plugin;doctor' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--fix', '--fix', [CompletionResultType]::ParameterName, 'Mend what needs nobody''s decision: what killed commands left, files that nothing names, damaged cache entries')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;pack' {
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Where the three files go')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'What the archive runs on; `any` where it runs everywhere')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;completions' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;explain' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder instead of the current one')
            [CompletionResult]::new('--manifest-path', '--manifest-path', [CompletionResultType]::ParameterName, 'Use this manifest instead of the nearest ragnos.toml')
            [CompletionResult]::new('--lockfile', '--lockfile', [CompletionResultType]::ParameterName, 'Use this lockfile instead of the ragnos.lock beside the manifest')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Downloads at the same time')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin]')
            [CompletionResult]::new('--durability', '--durability', [CompletionResultType]::ParameterName, 'How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'What goes to stdout')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--trace-verify', '--trace-verify', [CompletionResultType]::ParameterName, 'Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: work from metadata and archives that are already here')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Fail at once with exit 9 when another process holds the project')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document (the same as --message-format json)')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress bars')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less; twice for nothing but errors'' exit codes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question; where one would be asked, fail and say which flag answers it')
            [CompletionResult]::new('--ignore-scripts', '--ignore-scripts', [CompletionResultType]::ParameterName, 'Accepted and always true: no plugin has scripts that could run')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'ragnos-plugin;help' {
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Begin a project: write ragnos.toml and pin a repository''s root')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add plugins to ragnos.toml, lock them and install them')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove plugins from ragnos.toml, and what only they needed from the lockfile and the disk')
            [CompletionResult]::new('lock', 'lock', [CompletionResultType]::ParameterValue, 'Write the lockfile that answers ragnos.toml; locked versions stay where they can')
            [CompletionResult]::new('sync', 'sync', [CompletionResultType]::ParameterValue, 'Install what the lockfile says; lock first where it does not answer ragnos.toml')
            [CompletionResult]::new('ci', 'ci', [CompletionResultType]::ParameterValue, 'Install exactly what the lockfile says (the same as `sync --locked`)')
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Move locked plugins to the newest versions that ragnos.toml allows, and install them')
            [CompletionResult]::new('rollback', 'rollback', [CompletionResultType]::ParameterValue, 'Make an earlier generation the current one again: its plugins, the lockfile and the requirements in ragnos.toml')
            [CompletionResult]::new('generations', 'generations', [CompletionResultType]::ParameterValue, 'List, compare or remove the generations that `rollback` can go to')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check that lockfile, ragnos.toml, signed metadata, served bytes and installed files agree; for CI')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'Look for known vulnerabilities in the components of locked plugins. Writes nothing to disk')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the locked plugins')
            [CompletionResult]::new('tree', 'tree', [CompletionResultType]::ParameterValue, 'Show the locked plugins as a tree')
            [CompletionResult]::new('why', 'why', [CompletionResultType]::ParameterValue, 'Show why a plugin is locked: the shortest chain from each plugin of the manifest that needs it')
            [CompletionResult]::new('outdated', 'outdated', [CompletionResultType]::ParameterValue, 'Show locked plugins that have newer versions')
            [CompletionResult]::new('info', 'info', [CompletionResultType]::ParameterValue, 'Show what signed metadata says of a plugin')
            [CompletionResult]::new('search', 'search', [CompletionResultType]::ParameterValue, 'Search the project''s repositories for plugins')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Show what differs between two lockfiles, or between the lockfile and what is installed')
            [CompletionResult]::new('policy', 'policy', [CompletionResultType]::ParameterValue, 'Show what the policies say of the project''s plugins')
            [CompletionResult]::new('review', 'review', [CompletionResultType]::ParameterValue, 'Record and show reviews of plugins, which a policy can require')
            [CompletionResult]::new('trust', 'trust', [CompletionResultType]::ParameterValue, 'Show, verify, repair or reset what is trusted of the project''s repositories')
            [CompletionResult]::new('cache', 'cache', [CompletionResultType]::ParameterValue, 'Look at, verify or empty the cache of downloaded archives')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Look at project, cache, trust state and file systems, and explain what is not as it should be')
            [CompletionResult]::new('pack', 'pack', [CompletionResultType]::ParameterValue, 'Pack a plugin folder: its archive, its SBOM (CycloneDX) and its descriptor, for a publisher to sign')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a completion script for a shell')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain an error code, such as RP5003; without a code, list them all')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'ragnos-plugin;help;init' {
            break
        }
        'ragnos-plugin;help;add' {
            break
        }
        'ragnos-plugin;help;remove' {
            break
        }
        'ragnos-plugin;help;lock' {
            [CompletionResult]::new('merge', 'merge', [CompletionResultType]::ParameterValue, 'Merge three lockfiles by their meaning: the git merge driver (`lock merge %O %A %B %P`)')
            break
        }
        'ragnos-plugin;help;lock;merge' {
            break
        }
        'ragnos-plugin;help;sync' {
            break
        }
        'ragnos-plugin;help;ci' {
            break
        }
        'ragnos-plugin;help;update' {
            break
        }
        'ragnos-plugin;help;rollback' {
            break
        }
        'ragnos-plugin;help;generations' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the generations that are kept; `*` is the current one')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Show how the lockfiles of two generations differ')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove generations, and the files that only they have. The current one stays')
            break
        }
        'ragnos-plugin;help;generations;list' {
            break
        }
        'ragnos-plugin;help;generations;diff' {
            break
        }
        'ragnos-plugin;help;generations;rm' {
            break
        }
        'ragnos-plugin;help;check' {
            break
        }
        'ragnos-plugin;help;audit' {
            break
        }
        'ragnos-plugin;help;list' {
            break
        }
        'ragnos-plugin;help;tree' {
            break
        }
        'ragnos-plugin;help;why' {
            break
        }
        'ragnos-plugin;help;outdated' {
            break
        }
        'ragnos-plugin;help;info' {
            break
        }
        'ragnos-plugin;help;search' {
            break
        }
        'ragnos-plugin;help;diff' {
            break
        }
        'ragnos-plugin;help;policy' {
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Judge every locked plugin; exit 4 when one is refused')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Show what every rule says of one plugin, with its file and line')
            break
        }
        'ragnos-plugin;help;policy;check' {
            break
        }
        'ragnos-plugin;help;policy;explain' {
            break
        }
        'ragnos-plugin;help;review' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Record that somebody has reviewed the locked version of a plugin, all its archives, in ragnos-reviews.toml')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Take over the reviews of another file, which then count here')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'Show all reviews, and which of them are about what is locked')
            break
        }
        'ragnos-plugin;help;review;add' {
            break
        }
        'ragnos-plugin;help;review;import' {
            break
        }
        'ragnos-plugin;help;review;list' {
            break
        }
        'ragnos-plugin;help;trust' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show the trusted root, the keys and thresholds of each role, expiries, and the versions that no run goes below')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Verify the stored state again, from the pinned root on, and say which files are good; exit 8 when one is damaged')
            [CompletionResult]::new('repair', 'repair', [CompletionResultType]::ParameterValue, 'Mend a damaged state without going below any version that is still known')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Forget all that is remembered of one repository and begin again with the pinned root; needs a yes')
            break
        }
        'ragnos-plugin;help;trust;show' {
            break
        }
        'ragnos-plugin;help;trust;verify' {
            break
        }
        'ragnos-plugin;help;trust;repair' {
            break
        }
        'ragnos-plugin;help;trust;reset' {
            break
        }
        'ragnos-plugin;help;cache' {
            [CompletionResult]::new('info', 'info', [CompletionResultType]::ParameterValue, 'Show where the cache is and how much is in it')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Hash every entry and remove the damaged ones')
            [CompletionResult]::new('prune', 'prune', [CompletionResultType]::ParameterValue, 'Remove entries that were not used for a long time, and what killed commands left')
            [CompletionResult]::new('clean', 'clean', [CompletionResultType]::ParameterValue, 'Remove every entry. What is trusted of repositories is kept elsewhere and stays')
            break
        }
        'ragnos-plugin;help;cache;info' {
            break
        }
        'ragnos-plugin;help;cache;verify' {
            break
        }
        'ragnos-plugin;help;cache;prune' {
            break
        }
        'ragnos-plugin;help;cache;clean' {
            break
        }
        'ragnos-plugin;help;doctor' {
            break
        }
        'ragnos-plugin;help;pack' {
            break
        }
        'ragnos-plugin;help;completions' {
            break
        }
        'ragnos-plugin;help;explain' {
            break
        }
        'ragnos-plugin;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
