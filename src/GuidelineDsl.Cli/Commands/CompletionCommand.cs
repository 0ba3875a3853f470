using System.CommandLine;

namespace GuidelineDsl.Cli.Commands;

/// <summary><c>gdl completion SHELL</c>: the script that lets a shell complete verbs, options and their values by asking <c>gdl [suggest]</c>.</summary>
public static class CompletionCommand
{
    private const string Bash = """
        # eval "$(gdl completion bash)"
        _gdl_complete()
        {
            local found
            found="$(gdl "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)"
            COMPREPLY=( $(compgen -W "${found}" -- "${COMP_WORDS[COMP_CWORD]}") )
        }
        complete -o default -F _gdl_complete gdl
        """;

    private const string Zsh = """
        # eval "$(gdl completion zsh)"
        _gdl_complete()
        {
            local line="${(j: :)words[1,CURRENT]}"
            local -a found
            found=("${(@f)$(gdl "[suggest:${#line}]" "${line}" 2>/dev/null)}")
            if [[ -n "${found[1]}" ]]; then compadd -a found; else _files; fi
        }
        (( $+functions[compdef] )) && compdef _gdl_complete gdl
        """;

    private const string Fish = """
        # gdl completion fish | source
        function _gdl_complete
            gdl "[suggest:"(commandline -C)"]" (commandline -cp) 2>/dev/null
        end
        complete -c gdl -a '(_gdl_complete)'
        """;

    private const string PowerShell = """
        # gdl completion pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName gdl -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            gdl "[suggest:$cursorPosition]" "$commandAst" 2>$null | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }
        """;

    public static Command Create()
    {
        Argument<string> shell = new("SHELL") { Description = "The shell that is to complete: bash, zsh, fish or pwsh." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "pwsh");
        Verb command = new("completion", "Write the script that lets a shell complete verbs, options and their values.",
            "eval \"$(gdl completion bash)\"", "gdl completion fish | source")
        {
            shell,
        };
        return command.Runs((call, host, _) =>
        {
            host.Out.WriteLine((call.GetRequiredValue(shell) switch
            {
                "bash" => Bash,
                "zsh" => Zsh,
                "fish" => Fish,
                "pwsh" => PowerShell,
                _ => throw new ArgumentOutOfRangeException(nameof(call)),
            }).ReplaceLineEndings("\n"));
            return ExitCodes.Success;
        });
    }
}
