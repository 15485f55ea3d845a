BeforeAll { Import-Module ([System.IO.Path]::GetFullPath("$PSScriptRoot/../../../SkatFtps.psd1")) -Force }

Describe 'Get-SkatErrorInfo' {
    It 'lists everything it knows' {
        @(Get-SkatErrorInfo).Count | Should -BeGreaterThan 100
    }

    It 'knows an id, with what follows its comma' {
        $info = Get-SkatErrorInfo 'LoginRefused,SkatFtps.Cmdlets.ConnectSkatGatewayCommand'
        $info.Id | Should -Be 'LoginRefused'
        $info.Owner | Should -Be 'Client'
        $info.Helper | Should -Be 'Portal'
        $info.Advice | Should -Match 'not the portal.s own password'
    }

    It 'knows the codes of the gateway, whose they are to mend' {
        (Get-SkatErrorInfo -Id 'RECORD_LENGTH_INCORRECT').Owner | Should -Be 'Sender'
        (Get-SkatErrorInfo -Id 'Internal server error').Owner | Should -Be 'Gateway'
    }

    It 'takes an error record from the pipeline' {
        try { Get-SkatStatus -ErrorAction Stop } catch { $caught = $_ }
        ($caught | Get-SkatErrorInfo).Id | Should -Be 'NoSession'
    }

    It 'takes wildcards' {
        @((Get-SkatErrorInfo 'Certificate*').Id) -contains 'CertificateExpired' | Should -BeTrue
    }

    It 'finds what a message speaks of' {
        (Get-SkatErrorInfo -Message '530 Login incorrect').Id | Should -Be 'LoginRefused'
    }

    It 'says when it knows nothing' {
        { Get-SkatErrorInfo 'Nonsense' -ErrorAction Stop } | Should -Throw -ErrorId 'ErrorUnknown*'
    }
}
