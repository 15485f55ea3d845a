# Pages, MAML and cmdlets say the same. PlatyPS is not needed: pages are read as text, MAML as XML.

BeforeDiscovery {
    $root = [System.IO.Path]::GetFullPath("$PSScriptRoot/../../..")
    Import-Module "$root/SkatFtps.psd1" -Force
    $cases = @(Get-Command -Module SkatFtps | ForEach-Object { @{ Name = $_.Name; Command = $_ } })
    $topics = @([System.IO.Directory]::GetFiles("$root/docs/en-US", 'about_*.help.txt') | ForEach-Object { @{ Topic = [System.IO.Path]::GetFileName($_) -replace '\.help\.txt$'; File = $_ } })
}

BeforeAll {
    $root = [System.IO.Path]::GetFullPath("$PSScriptRoot/../../..")
    Import-Module "$root/SkatFtps.psd1"
    $maml = [xml][System.IO.File]::ReadAllText("$root/docs/maml/en-US/SkatFtps.Cmdlets.dll-Help.xml")
    $names = [System.Xml.XmlNamespaceManager]::new($maml.NameTable)
    $names.AddNamespace('command', 'http://schemas.microsoft.com/maml/dev/command/2004/10')
    $names.AddNamespace('maml', 'http://schemas.microsoft.com/maml/2004/10')
    $common = [System.Management.Automation.PSCmdlet]::CommonParameters

    function Get-Page([string]$Name) { [System.IO.File]::ReadAllText("$root/docs/en-US/$Name.md") -replace "`r" }

    # What stands under '## Title', up to the next heading of that level.
    function Get-Section([string]$Page, [string]$Title) {
        if ($Page -match "(?ms)^## $Title\n(.*?)(?=^## |\z)") { $Matches[1] } else { throw "No section '$Title'." }
    }

    # One object for each '### heading' of a section: Title and Text.
    function Get-Part([string]$Section) {
        foreach ($match in [regex]::Matches($Section, '(?ms)^### (.+?)\n(.*?)(?=^### |\z)')) {
            [pscustomobject]@{ Title = $match.Groups[1].Value; Text = $match.Groups[2].Value.Trim() }
        }
    }

    function Get-PageParameter([string]$Name) {
        Get-Part (Get-Section (Get-Page $Name) 'PARAMETERS') | Where-Object { $_.Title -like '-*' }
    }

    function Get-Node($Parent, [string]$XPath) { @($Parent.SelectNodes($XPath, $names)) }

    function Get-Maml([string]$Name) { Get-Node $maml "//command:command[command:details/command:name='$Name']" }

    # Pages mark code and wrap freely; the words are what is compared.
    function Get-Word([string]$Text) { ($Text -replace '\s+', ' ').Trim() }

    # How the cmdlet declares a parameter, in the page's words.
    function Get-Declaration($Command, [string]$Name) {
        $declared = $Command.Parameters[$Name]
        "Type: $($declared.ParameterType.ToString())"
        "Aliases: $(@($declared.Aliases | Sort-Object) -join ', ')"
        foreach ($set in @($declared.ParameterSets.Keys | Sort-Object)) {
            $in = $declared.ParameterSets[$set]
            $position = if ($in.Position -eq [int]::MinValue) { 'Named' } else { $in.Position }
            "$($set -replace '^__AllParameterSets$', '(All)'): $position $($in.IsMandatory) $($in.ValueFromPipeline) $($in.ValueFromPipelineByPropertyName)"
        }
    }

    function Get-PageDeclaration([string]$Text) {
        $yaml = [regex]::Match($Text, '(?s)```yaml\n(.*?)\n```').Groups[1].Value
        "Type: $([regex]::Match($yaml, '(?m)^Type: (.*)$').Groups[1].Value)"
        $aliases = @([regex]::Matches([regex]::Match($yaml, '(?ms)^Aliases:(.*?)^ParameterSets:').Groups[1].Value, '(?m)^- (.+)$') | ForEach-Object { $_.Groups[1].Value })
        "Aliases: $(@($aliases | Sort-Object) -join ', ')"
        $sets = [regex]::Matches($yaml, '- Name: (.+)\n  Position: (.+)\n  IsRequired: (.+)\n  ValueFromPipeline: (.+)\n  ValueFromPipelineByPropertyName: (.+)\n')
        @($sets | ForEach-Object { "$($_.Groups[1].Value): $($_.Groups[2].Value) $($_.Groups[3].Value) $($_.Groups[4].Value) $($_.Groups[5].Value)" } | Sort-Object)
    }
}

Describe 'The help as a whole' {
    It 'has a page and an entry for each cmdlet, and no other' {
        $commands = @(Get-Command -Module SkatFtps | ForEach-Object Name | Sort-Object)
        @([System.IO.Directory]::GetFiles("$root/docs/en-US", '*-*.md') | ForEach-Object { [System.IO.Path]::GetFileNameWithoutExtension($_) } | Sort-Object) | Should -Be $commands
        @(Get-Node $maml '//command:command/command:details/command:name' | ForEach-Object InnerText | Sort-Object) | Should -Be $commands
    }

    It 'lies beside the library that was loaded' {
        $edition = if ($PSVersionTable.PSEdition -eq 'Core') { 'net8.0' } else { 'net472' }
        foreach ($source in @([System.IO.Directory]::GetFiles("$root/docs/maml/en-US")) + @([System.IO.Directory]::GetFiles("$root/docs/en-US", 'about_*'))) {
            $copy = "$root/bin/$edition/en-US/$([System.IO.Path]::GetFileName($source))"
            $copy | Should -Exist
            [System.IO.File]::ReadAllText($copy) | Should -BeExactly ([System.IO.File]::ReadAllText($source))
        }
    }
}

Describe 'Help of <Name>' -ForEach $cases {
    It 'has every placeholder filled' { Get-Page $Name | Should -Not -Match '\{\{' }

    It 'names the parameters that there are' {
        $there = @($Command.Parameters.Keys | Where-Object { $common -notcontains $_ } | Sort-Object)
        @(Get-PageParameter $Name | ForEach-Object { $_.Title.Substring(1) } | Sort-Object) | Should -Be $there
        @(Get-Node (Get-Maml $Name) 'command:parameters/command:parameter/maml:name' | ForEach-Object InnerText | Sort-Object) | Should -Be $there
    }

    It 'declares each parameter as the cmdlet does' {
        foreach ($parameter in (Get-PageParameter $Name)) {
            "$($parameter.Title) $(@(Get-PageDeclaration $parameter.Text) -join '; ')" |
                Should -Be "$($parameter.Title) $(@(Get-Declaration $Command $parameter.Title.Substring(1)) -join '; ')"
        }
    }

    It 'has the syntax that the cmdlet has' {
        $sets = @($Command.ParameterSets | ForEach-Object { @($_.Parameters | ForEach-Object Name | Where-Object { $common -notcontains $_ } | Sort-Object) -join ' ' } | Sort-Object)
        $items = @(Get-Node (Get-Maml $Name) 'command:syntax/command:syntaxItem' |
            ForEach-Object { @(Get-Node $_ 'command:parameter/maml:name' | ForEach-Object InnerText | Sort-Object) -join ' ' } | Sort-Object)
        $items | Should -Be $sets
        foreach ($syntax in (Get-Part (Get-Section (Get-Page $Name) 'SYNTAX'))) {
            $set = $Command.ParameterSets | Where-Object Name -eq ($syntax.Title -replace ' \(Default\)$')
            @([regex]::Matches($syntax.Text, '(?<=[ \[])-(\w+)') | ForEach-Object { $_.Groups[1].Value } | Sort-Object) -join ' ' |
                Should -Be (@($set.Parameters | ForEach-Object Name | Where-Object { $common -notcontains $_ } | Sort-Object) -join ' ')
        }
    }

    It 'says the same on the page and in the MAML' {
        $entry = (Get-Maml $Name)
        $page = Get-Page $Name
        Get-Word @(Get-Node $entry 'command:details/maml:description')[0].InnerText | Should -BeExactly (Get-Word (Get-Section $page 'SYNOPSIS'))
        Get-Word @(Get-Node $entry 'maml:description')[0].InnerText | Should -BeExactly (Get-Word (Get-Section $page 'DESCRIPTION'))
        foreach ($parameter in (Get-PageParameter $Name)) {
            $text = Get-Word ($parameter.Text -replace '(?s)```yaml.*')
            $text | Should -Not -BeNullOrEmpty
            Get-Word @(Get-Node $entry "command:parameters/command:parameter[maml:name='$($parameter.Title.Substring(1))']/maml:description")[0].InnerText | Should -BeExactly $text
        }
    }

    It 'has three examples or more, the same in both, that parse' {
        $examples = @(Get-Part (Get-Section (Get-Page $Name) 'EXAMPLES'))
        $examples.Count | Should -BeGreaterThan 2
        $entries = Get-Node (Get-Maml $Name) 'command:examples/command:example'
        $entries.Count | Should -Be $examples.Count
        for ($i = 0; $i -lt $examples.Count; $i++) {
            @(Get-Node $entries[$i] 'maml:title')[0].InnerText.Trim(' ', '-') | Should -BeExactly $examples[$i].Title
            $blocks = @([regex]::Matches($examples[$i].Text, '(?s)```powershell\n(.*?)\n```') | ForEach-Object { $_.Groups[1].Value })
            $blocks.Count | Should -BeGreaterThan 0
            foreach ($code in $blocks) {
                $problems = $null
                $null = [System.Management.Automation.Language.Parser]::ParseInput($code, [ref]$null, [ref]$problems)
                $problems | Should -BeNullOrEmpty
                (Get-Word $entries[$i].InnerText).Contains((Get-Word $code)) | Should -BeTrue
            }
        }
    }

    It 'shows its own cmdlet in the first example' {
        $code = [regex]::Match((Get-Section (Get-Page $Name) 'EXAMPLES'), '(?s)```powershell\n(.*?)\n```').Groups[1].Value
        $ast = [System.Management.Automation.Language.Parser]::ParseInput($code, [ref]$null, [ref]$null)
        @($ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true) | ForEach-Object { $_.GetCommandName() }) | Should -Contain $Name
    }

    It 'is what Get-Help shows' {
        $help = Get-Help $Name
        Get-Word $help.Synopsis | Should -BeExactly (Get-Word (Get-Section (Get-Page $Name) 'SYNOPSIS'))
        @($help.examples.example).Count | Should -BeGreaterThan 2
    }
}

Describe '<Topic>' -ForEach $topics {
    It 'is ASCII, as Windows PowerShell reads it as ANSI, and fits 80 columns' {
        $lines = [System.IO.File]::ReadAllLines($File)
        $lines | Should -Not -Match '[^\x00-\x7F]'
        @($lines | Where-Object { $_.Length -gt 80 }) | Should -HaveCount 0
    }

    It 'is found by Get-Help' {
        "$(Get-Help $Topic)" -replace '\s' | Should -BeExactly ([System.IO.File]::ReadAllText($File) -replace '\s')
    }

    It 'speaks only of cmdlets and topics that there are' {
        $known = @(Get-Command -Module SkatFtps | ForEach-Object Name)
        $text = [System.IO.File]::ReadAllText($File)
        foreach ($match in [regex]::Matches($text, '\b[A-Z][a-z]+-Skat[A-Za-z]+')) { $known | Should -Contain $match.Value }
        foreach ($match in [regex]::Matches($text, '\babout_SkatFtps\w*')) { "$root/docs/en-US/$($match.Value).help.txt" | Should -Exist }
    }
}
