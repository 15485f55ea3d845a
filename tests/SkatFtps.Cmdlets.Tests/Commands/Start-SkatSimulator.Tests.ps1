BeforeAll { Import-Module ([System.IO.Path]::GetFullPath("$PSScriptRoot/../../../SkatFtps.psd1")) }

AfterAll { Stop-SkatSimulator }

Describe 'Start-SkatSimulator' {
    It 'writes what Connect-SkatGateway needs' {
        $simulator = Start-SkatSimulator
        $simulator | Should -BeOfType 'SkatFtps.SkatSimulator'
        $simulator.CertificatePath | Should -Exist
        $simulator.TrustedRootPath | Should -Exist
        $parameters = @((Get-Command Connect-SkatGateway).Parameters.Keys)
        $simulator.ConnectParameters.Keys | Where-Object { $parameters -notcontains $_ } | Should -BeNullOrEmpty
    }

    It 'offers the services that it is told' {
        ((Start-SkatSimulator FATCA, Udlaan) | Connect-SkatGateway).Services | Should -Be 'FATCA', 'Udlaan'
        Disconnect-SkatGateway
    }

    It 'puts its files where it is told' { (Start-SkatSimulator -Directory "$TestDrive/gateway").CertificatePath | Should -Match 'gateway' }

    It 'says so when its port is taken' {
        $simulator = Start-SkatSimulator
        { Start-SkatSimulator -Port $simulator.Port } | Should -Throw -ErrorId 'SimulatorFailed,*'
    }
}
