BeforeAll {
    Import-Module ([System.IO.Path]::GetFullPath("$PSScriptRoot/../../../SkatFtps.psd1"))
    $simulator = Start-SkatSimulator
}

AfterAll { Stop-SkatSimulator }

Describe 'Disconnect-SkatGateway' {
    It 'closes the current session' {
        $session = $simulator | Connect-SkatGateway
        Disconnect-SkatGateway
        $session.IsClosed | Should -BeTrue
        { Get-SkatStatus } | Should -Throw -ErrorId 'NoSession,*'
    }

    It 'closes what comes down the pipeline and hands it on when asked' {
        $session = $simulator | Connect-SkatGateway
        ($session | Disconnect-SkatGateway -PassThru).IsClosed | Should -BeTrue
    }

    It 'leaves a session that can still be looked at but not used' {
        $session = $simulator | Connect-SkatGateway
        Disconnect-SkatGateway
        $session.CertificateExpires | Should -BeGreaterThan ([datetimeoffset]::Now)
        { Get-SkatStatus -Session $session } | Should -Throw -ErrorId 'SessionClosed,*'
    }
}
