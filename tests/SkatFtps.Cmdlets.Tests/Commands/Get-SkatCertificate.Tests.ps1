BeforeAll {
    Import-Module ([System.IO.Path]::GetFullPath("$PSScriptRoot/../../../SkatFtps.psd1")) -Force
    $simulator = Start-SkatSimulator
}

AfterAll { $simulator | Stop-SkatSimulator }

Describe 'Get-SkatCertificate' {
    It 'tells what a file holds' {
        $told = Get-SkatCertificate -Path $simulator.CertificatePath -Password $simulator.CertificatePassword
        $told.UserName | Should -Be $simulator.UserName
        $told.Kind | Should -Be 'Organisation'
        $told.Generation | Should -Be 'Oces3'
        $told.Environment | Should -Be 'Test'
        $told.IsKeyProven | Should -BeTrue
        $told.IsChainComplete | Should -BeTrue
        $told.PortalAddress | Should -Be 'https://secureftpgatewaytest.skat.dk'
        $told.Problem | Should -BeNullOrEmpty
    }

    It 'takes the file from the pipeline' {
        ($simulator | Get-SkatCertificate).UserName | Should -Be $simulator.UserName
    }

    It 'goes on after a file that is missing' {
        $told = @(Get-SkatCertificate -Path 'nowhere.p12', $simulator.CertificatePath -Password $simulator.CertificatePassword -ErrorAction SilentlyContinue -ErrorVariable problem)
        $told.Count | Should -Be 1
        $problem[0].FullyQualifiedErrorId | Should -Match '^CertificateFileMissing,'
    }

    It 'tells a wrong password' {
        $wrong = [System.Net.NetworkCredential]::new('', 'wrong').SecurePassword
        { Get-SkatCertificate -Path $simulator.CertificatePath -Password $wrong -ErrorAction Stop } | Should -Throw -ErrorId 'CertificatePasswordWrong*'
    }

    It 'looks into the stores when nothing is named' {
        @(Get-SkatCertificate | Where-Object { $_.Generation -eq 'Unknown' }).Count | Should -Be 0
    }
}
