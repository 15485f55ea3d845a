# The scripts that users run and those that are shipped.
BeforeDiscovery {
    $root = "$PSScriptRoot/../../.."
    $scripts = Get-ChildItem "$root/build.ps1", "$root/src/Package.ps1", "$root/src/SkatFtps.Cmdlets/SkatFtps.psm1", "$root/docs/examples/*.ps1", "$root/tests/*.ps1"
    $cases = @($scripts | ForEach-Object { @{ Name = $_.Name; Path = $_.FullName } })
}

Describe '<Name>' -ForEach $cases {
    BeforeAll {
        $tokens = $null
        $problems = $null
        $tree = [System.Management.Automation.Language.Parser]::ParseFile($Path, [ref]$tokens, [ref]$problems)
        function Find-Node([string[]]$Type) { @($tree.FindAll({ $args[0].GetType().Name -in $Type }.GetNewClosure(), $true)) }
    }

    It 'is in the language of 5.1' {
        $problems | Should -BeNullOrEmpty
        Find-Node 'TernaryExpressionAst', 'PipelineChainAst' | ForEach-Object { "$($_.Extent)" } | Should -BeNullOrEmpty
        $tokens | Where-Object { "$($_.Kind)" -in 'QuestionQuestion', 'QuestionQuestionEquals', 'QuestionDot', 'QuestionLBracket', 'Clean' } |
            ForEach-Object { "line $($_.Extent.StartLineNumber): $_" } | Should -BeNullOrEmpty
    }

    It 'joins two parts of a path at a time, as 5.1 does' {
        Find-Node 'CommandAst' | Where-Object { $_.GetCommandName() -eq 'Join-Path' -and $_.CommandElements.Count -gt 3 } | ForEach-Object { "$($_.Extent)" } | Should -BeNullOrEmpty
    }
}

Describe 'PowerShell' {
    It 'is the same in <_> as in the tool manifest' -ForEach 'README.md', '.ci/run' {
        $root = "$PSScriptRoot/../../.."
        $pinned = (Get-Content "$root/.config/dotnet-tools.json" -Raw | ConvertFrom-Json).tools.powershell.version
        $named = @([regex]::Matches((Get-Content "$root/$_" -Raw), 'powershell@(\S+)') | ForEach-Object { $_.Groups[1].Value })
        $named.Count | Should -BeGreaterThan 0
        $named | Should -Be $pinned
    }
}
