BeforeAll {
    Import-Module ([System.IO.Path]::GetFullPath("$PSScriptRoot/../../../SkatFtps.psd1"))
    $simulator = Start-SkatSimulator
    $connect = $simulator.ConnectParameters
}

AfterAll { Stop-SkatSimulator }

Describe 'Connect-SkatGateway' {
    It 'connects to what comes down the pipeline' {
        $session = $simulator | Connect-SkatGateway
        $session | Should -BeOfType 'SkatFtps.GatewaySession'
        $session.HostName | Should -Be $simulator.HostName
        $session.UserName | Should -Be $simulator.UserName
        $session.Services | Should -Contain 'Udlaan'
        $session.IsClosed | Should -BeFalse
    }

    It 'connects by splatting' { (Connect-SkatGateway @connect).Port | Should -Be $simulator.Port }

    It 'makes the session the current one' {
        $null = Connect-SkatGateway @connect
        { Get-SkatStatus } | Should -Not -Throw
    }

    It 'shows the dialogue under -Verbose, and no password' {
        $lines = @(Connect-SkatGateway @connect -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] } | ForEach-Object Message)
        @($lines | Where-Object { $_ -match '> PASS \*\*\*\*' }) | Should -HaveCount 1
        $password = [System.Net.NetworkCredential]::new('', $simulator.Password).Password
        @($lines | Where-Object { $_.Contains($password) }) | Should -HaveCount 0
    }

    It 'writes <Id> for <What>' -ForEach @(
        @{ What = 'a wrong password of the p12'; Id = 'CertificatePasswordWrong'; Change = @{ CertificatePassword = [securestring]::new() } }
        @{ What = 'a p12 that is not there'; Id = 'CertificateFileMissing'; Change = @{ CertificatePath = 'missing.p12' } }
        @{ What = 'the retired port'; Id = 'PortRetired'; Change = @{ HostName = 'secureftpgateway.skat.dk'; Port = 6371 } }
        @{ What = 'an unknown host'; Id = 'HostUnknown'; Change = @{ HostName = 'nowhere.invalid' } }
        @{ What = 'a host with a scheme'; Id = 'HostNameInvalid'; Change = @{ HostName = 'ftps://localhost' } }
        @{ What = 'a wrong password'; Id = 'LoginRefused'; Change = @{ Password = [System.Net.NetworkCredential]::new('', 'wrong').SecurePassword } }
    ) {
        $changed = $simulator.ConnectParameters
        foreach ($key in @($Change.Keys)) { $changed[$key] = $Change[$key] }
        { Connect-SkatGateway @changed } | Should -Throw -ErrorId "$Id,*"
    }
}
