BeforeAll { Import-Module ([System.IO.Path]::GetFullPath("$PSScriptRoot/../../../SkatFtps.psd1")) }

Describe 'Stop-SkatSimulator' {
    It 'stops what comes down the pipeline and takes its folder away' {
        $stopped = Start-SkatSimulator | Stop-SkatSimulator -PassThru
        $stopped.IsRunning | Should -BeFalse
        Test-Path $stopped.Directory | Should -BeFalse
        { $stopped.ConnectParameters } | Should -Not -Throw
    }

    It 'stops nothing under -WhatIf' {
        $simulator = Start-SkatSimulator
        Stop-SkatSimulator -WhatIf
        $simulator.IsRunning | Should -BeTrue
        $simulator | Stop-SkatSimulator
    }

    It 'stops all when none is given, and minds no second time' {
        $simulators = @((Start-SkatSimulator), (Start-SkatSimulator))
        Stop-SkatSimulator
        $simulators | ForEach-Object IsRunning | Should -Be $false, $false
        { $simulators | Stop-SkatSimulator } | Should -Not -Throw
    }
}
