BeforeAll {
    Import-Module ([System.IO.Path]::GetFullPath("$PSScriptRoot/../../../SkatFtps.psd1")) -Force
    $simulator = Start-SkatSimulator
    $p = @{
        HostName            = $simulator.HostName
        Port                = $simulator.Port
        UserName            = $simulator.UserName
        Password            = $simulator.Password
        CertificatePath     = $simulator.CertificatePath
        CertificatePassword = $simulator.CertificatePassword
        TrustedRootPath     = $simulator.TrustedRootPath
        NoLedger            = $true
    }
    $wrong = [System.Net.NetworkCredential]::new('', 'wrong').SecurePassword
}

AfterAll { $simulator | Stop-SkatSimulator }

Describe 'Test-SkatGateway' {
    It 'writes one object per stage, none of them failed' {
        $checks = @(Test-SkatGateway @p)
        $checks.Count | Should -Be 16
        $checks.Result -notcontains 'Failed' | Should -BeTrue
        @($checks.Stage)[0] | Should -Be 'Ledger'
        @($checks | Where-Object Stage -eq 'Folders').Detail | Should -Match '^5 visible: AKFA'
    }

    It 'goes on after a finding, and says in words what to do' {
        $p.Password = $wrong
        $checks = @(Test-SkatGateway @p -WarningVariable words -WarningAction SilentlyContinue)
        $p.Password = $simulator.Password
        $failed = @($checks | Where-Object Result -eq 'Failed')
        $failed.Stage | Should -Be 'Login'
        $failed.ErrorId | Should -Be 'LoginRefused'
        @($words).Count | Should -Be 1
        "$words" | Should -Match '^Login failed: .*Use the Gateway password that the portal shows'
    }

    It 'takes the simulator from the pipeline, its ledger included' {
        $checks = @($simulator | Test-SkatGateway)
        $checks[0].Result | Should -Be 'Passed'
        $checks.Result -notcontains 'Failed' | Should -BeTrue
    }

    It 'sends a ping only when it is asked to' {
        $check = @(Test-SkatGateway @p -Heartbeat -HeartbeatSeconds 30 | Where-Object Stage -eq 'Heartbeat')
        $check.Result | Should -Be 'Passed'
        $check.Detail | Should -Match '^sent; status 1, 2, 3'
    }

    It 'fails itself where there is nowhere to go' {
        { Test-SkatGateway -HostName 'ftp://x' -CertificatePath 'x.p12' } | Should -Throw -ErrorId 'HostNameInvalid*'
    }
}
