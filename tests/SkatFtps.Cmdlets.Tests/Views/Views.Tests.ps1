# The text itself, at 80 and 120 columns, is compared on the engine (Views/ViewTests.cs). Real PowerShell is held to the same samples here;
# the engine alone has no Out-String and no Format-List, and is asked whether the views were loaded as they were written.
BeforeDiscovery {
    $real = [bool](Get-Command Format-List -ErrorAction Ignore)
    $types = 'ClearedRows', 'GatewayCheck', 'GatewayService', 'GatewaySession', 'OutFile', 'PreflightFinding', 'SkatCertificate', 'SkatErrorInfo',
        'SkatResponse', 'SkatSimulator', 'Submission', 'SubmissionHistoryEntry', 'SubmissionRecord', 'SubmissionStatus' | ForEach-Object { @{ Type = $_ } }
}

BeforeAll {
    Import-Module ([System.IO.Path]::GetFullPath("$PSScriptRoot/../../../SkatFtps.psd1"))
    $folder = [System.IO.Directory]::CreateDirectory("$TestDrive/objects").FullName
    $objects = @(& ([scriptblock]::Create([System.IO.File]::ReadAllText("$PSScriptRoot/Objects.ps1"))))

    # As the samples were made: digits and ids differ from run to run and keep their length.
    function Get-Mask([string]$Text) {
        $plain = [regex]::Replace($Text, '\x1b\[[0-9;]*m', '')
        $plain = [regex]::Replace($plain, '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}', '#' * 36)
        [regex]::Replace([regex]::Replace($plain, '\d', '#'), '[ \t]*\r?\n', "`n").Trim("`n")
    }

    function Get-Sample([string]$Name) { Get-Mask ([System.IO.File]::ReadAllText("$PSScriptRoot/Samples/$Name")) }
    function Get-Label([string]$Text) { @($Text -split '\r?\n' | Where-Object { $_ -match '^(\w+) +: ' -or $_ -match '^(\w+) +:$' } | ForEach-Object { ($_ -split ' ')[0] }) }

    function Get-TypeName($Objects) { @($Objects | ForEach-Object { [pscustomobject]@{ Type = $_.GetType().Name } } | Group-Object Type | ForEach-Object Name | Sort-Object) }

    function Get-PSPath {
        [CmdletBinding()]
        param([Parameter(Mandatory, ValueFromPipelineByPropertyName)][Alias('PSPath')][string]$LiteralPath)
        process { $LiteralPath }
    }
}

Describe 'The views' {
    It 'have objects of every type to show' {
        $samples = [System.IO.Directory]::GetFiles("$PSScriptRoot/Samples", '*.list.txt') | ForEach-Object { [System.IO.Path]::GetFileName($_) -replace '\.list\.txt$' }
        Get-TypeName $objects | Should -Be @($samples | Sort-Object)
    }
}

if ($real) {
    Describe 'The view of <Type>' -ForEach $types {
        It 'is the table of the sample in <Width> columns' -ForEach @(@{ Width = 80 }, @{ Width = 120 }) {
            # A console leaves its last column free, Out-String does not.
            $text = Get-Mask ($objects | Where-Object { $_.GetType().Name -eq $Type } | Out-String -Width ($Width - 1))
            $text | Should -BeExactly (Get-Sample "$Type.$Width.txt")
        }

        It 'lists what the sample lists, in <Width> columns' -ForEach @(@{ Width = 80 }, @{ Width = 120 }) {
            $text = $objects | Where-Object { $_.GetType().Name -eq $Type } | Format-List | Out-String -Width $Width
            Get-Label $text | Should -BeExactly (Get-Label ([System.IO.File]::ReadAllText("$PSScriptRoot/Samples/$Type.list.txt")))
            @($text -split '\r?\n' | Where-Object { ($_ -replace '\x1b\[[0-9;]*m').TrimEnd().Length -gt $Width }) | Should -BeNullOrEmpty
        }
    }

    Describe 'Objects that are files' {
        It 'let responses be read' {
            $responses = @($objects | Where-Object { $_ -is [SkatFtps.SkatResponse] })
            @($responses | Get-Item | ForEach-Object FullName) | Should -BeExactly @($responses | ForEach-Object FullName)
            @($responses | Get-Content -Raw) | Should -HaveCount $responses.Count
        }

        It 'let what was sent be put away' {
            $submissions = @($objects | Where-Object { $_ -is [SkatFtps.Submission] })
            $null = [System.IO.Directory]::CreateDirectory("$TestDrive/sent")
            $submissions | Move-Item -Destination "$TestDrive/sent"
            @(Get-ChildItem "$TestDrive/sent") | Should -HaveCount $submissions.Count
        }
    }
}
else {
    Describe 'The view files that the manifest names' {
        It 'hold a table and a list for <Type>' -ForEach $types {
            $manifest = Test-ModuleManifest ([System.IO.Path]::GetFullPath("$PSScriptRoot/../../../SkatFtps.psd1"))
            @($manifest.ExportedFormatFiles) | Should -HaveCount 3
            $name = ($objects | Where-Object { $_.GetType().Name -eq $Type })[0].GetType().FullName
            $views = foreach ($path in $manifest.ExportedFormatFiles) { ([xml][System.IO.File]::ReadAllText($path)).Configuration.ViewDefinitions.View }
            $mine = @($views | Where-Object { $_.ViewSelectedBy.TypeName -eq $name })
            @($mine | Where-Object { $_.TableControl }) | Should -HaveCount 1
            @($mine | Where-Object { $_.ListControl }) | Should -HaveCount 1
        }
    }
}

Describe 'What a cmdlet writes' {
    It 'is a file to other cmdlets where it is one' {
        foreach ($type in [SkatFtps.Submission], [SkatFtps.SkatResponse]) {
            $files = @($objects | Where-Object { $_ -is $type })
            @($files | Get-PSPath) | Should -BeExactly @($files | ForEach-Object FullName)
        }
    }

    It 'is no file elsewhere' {
        Get-TypeName ($objects | Where-Object { $_.PSObject.Properties['PSPath'] }) | Should -Be 'SkatResponse', 'Submission'
    }

    It 'shows its main properties where no view applies' {
        @($objects | Where-Object { -not $_.PSStandardMembers.DefaultDisplayPropertySet.ReferencedPropertyNames.Count }) | Should -BeNullOrEmpty
    }
}

Describe 'Colour' {
    BeforeAll {
        $failed = @($objects | Where-Object { $_ -is [SkatFtps.SubmissionStatus] -and $_.Code -eq 0 })[0]
        function Get-Step { [SkatFtps.Cmdlets.Views.ViewText]::Step($failed, $ExecutionContext) }
    }

    It 'is taken from $PSStyle, and is none without it' {
        $PSStyle = [pscustomobject]@{ OutputRendering = 'Host'; Reset = '<'; Formatting = [pscustomobject]@{ Error = '>' } }
        Get-Step | Should -BeExactly '>Error<'
        $PSStyle = $null
        Get-Step | Should -BeExactly 'Error'
    }

    It 'is none where plain text is wanted' {
        $PSStyle = [pscustomobject]@{ OutputRendering = 'PlainText'; Reset = '<'; Formatting = [pscustomobject]@{ Error = '>' } }
        Get-Step | Should -BeExactly 'Error'
    }
}
