BeforeDiscovery {
    $root = [System.IO.Path]::GetFullPath("$PSScriptRoot/../../..")
    Import-Module "$root/SkatFtps.psd1" -Force
    $cases = @(Get-Command -Module SkatFtps | ForEach-Object { @{ Name = $_.Name; Command = $_ } })
}

BeforeAll {
    $root = [System.IO.Path]::GetFullPath("$PSScriptRoot/../../..")
    $manifestPath = "$root/SkatFtps.psd1"
    $edition = if ($PSVersionTable.PSEdition -eq 'Core') { 'net8.0' } else { 'net472' }
    Import-Module $manifestPath -Force
    $module = Get-Module SkatFtps
    $manifest = Test-ModuleManifest $manifestPath
    $exported = @($module.ExportedCmdlets.Keys)
    # The cmdlet classes of the build that was loaded: what there really is.
    $library = @([System.AppDomain]::CurrentDomain.GetAssemblies() |
        Where-Object { -not $_.IsDynamic -and $_.Location -eq [System.IO.Path]::Combine($root, 'bin', $edition, 'SkatFtps.Cmdlets.dll') })
    $written = @($library | ForEach-Object { $_.GetExportedTypes() } |
        ForEach-Object { [System.Attribute]::GetCustomAttribute($_, [System.Management.Automation.CmdletAttribute]) } |
        Where-Object { $_ } | ForEach-Object { "$($_.VerbName)-$($_.NounName)" })
}

Describe 'Manifest' {
    It 'names the root module, both editions and their oldest versions' {
        $manifest.RootModule | Should -Be 'bin/SkatFtps.psm1'
        $manifest.CompatiblePSEditions | Should -Be 'Desktop', 'Core'
        $manifest.PowerShellVersion | Should -Be ([version]'5.1')
        $manifest.DotNetFrameworkVersion | Should -Be ([version]'4.7.2')
    }

    It 'exports cmdlets only, each by its name' {
        $manifest.ExportedCmdlets.Count | Should -BeGreaterThan 0
        @($manifest.ExportedCmdlets.Keys) | Should -Not -Match '[*?]'
        $manifest.ExportedFunctions.Count | Should -Be 0
        $manifest.ExportedAliases.Count | Should -Be 0
        $manifest.ExportedVariables.Count | Should -Be 0
    }

    It 'has the version of the libraries' {
        $library | Should -HaveCount 1
        $version = $library[0].GetName().Version
        $manifest.Version | Should -Be ([version]::new($version.Major, $version.Minor, $version.Build))
    }

    It 'is ASCII, as are all scripts' {
        $scripts = [System.IO.Directory]::GetFiles($root, '*.ps*1', 'AllDirectories') | Where-Object { $_ -notmatch '[\\/](bin|obj|\.git)[\\/]' }
        $scripts.Count | Should -BeGreaterThan 3
        $scripts | Where-Object { [System.IO.File]::ReadAllText($_) -match '[^\x00-\x7F]' } | Should -BeNullOrEmpty
    }
}

Describe 'Loading' {
    It 'exports what the library has and the manifest names' {
        $exported | Where-Object { $written -notcontains $_ } | Should -BeNullOrEmpty
        $written | Where-Object { $exported -notcontains $_ } | Should -BeNullOrEmpty
    }

    It 'names in the manifest no cmdlet that is not written' {
        # A library without a single cmdlet is one at the very start; from the first one on the two lists agree.
        if ($written) { @($manifest.ExportedCmdlets.Keys) | Where-Object { $written -notcontains $_ } | Should -BeNullOrEmpty }
    }

    It 'exports no function, alias or variable' {
        $module.ExportedFunctions.Count + $module.ExportedAliases.Count + $module.ExportedVariables.Count | Should -Be 0
    }

    It 'leaves no module behind but its own' {
        @(Get-Module | Where-Object { $_.Name -like 'SkatFtps*' }).Name | Should -Be 'SkatFtps'
    }

    It 'comes back after removal with the same cmdlets' {
        Remove-Module SkatFtps
        Get-Command -Module SkatFtps | Should -BeNullOrEmpty
        Import-Module $manifestPath
        @((Get-Module SkatFtps).ExportedCmdlets.Keys).Count | Should -Be $exported.Count
    }

    It 'says dotnet build where the build is missing' {
        $folder = [System.IO.Directory]::CreateDirectory("$TestDrive/empty").FullName
        [System.IO.File]::Copy("$root/bin/SkatFtps.psm1", "$folder/SkatFtps.psm1")
        { Import-Module "$folder/SkatFtps.psm1" } | Should -Throw -ErrorId 'ModuleNotBuilt*' -ExpectedMessage "*dotnet build*"
    }
}

if ($cases) {
    Describe '<Name>' -ForEach $cases {
        It 'says what it writes' { $Command.OutputType.Count | Should -BeGreaterThan 0 }
        It 'has an approved verb and a singular Skat noun' {
            $Command.Verb | Should -BeExactly ($Command.Name -split '-')[0]
            $Command.Noun | Should -Match '^Skat[A-Z]'
        }
    }
}
