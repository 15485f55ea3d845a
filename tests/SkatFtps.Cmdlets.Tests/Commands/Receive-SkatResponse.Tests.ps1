BeforeAll {
    Import-Module ([System.IO.Path]::GetFullPath("$PSScriptRoot/../../../SkatFtps.psd1"))
    $null = Start-SkatSimulator | Connect-SkatGateway
    [System.IO.File]::WriteAllText("$TestDrive/ping.xml", '<ping/>')
    $null = Send-SkatFile "$TestDrive/ping.xml" FTPSGW.Heartbeat
    $name = 'FTPSGW.Heartbeat_in_ping.xml_response.txt'
}

AfterAll {
    Disconnect-SkatGateway
    Stop-SkatSimulator
}

Describe 'Receive-SkatResponse' {
    It 'fetches nothing under -WhatIf' {
        Receive-SkatResponse -Destination "$TestDrive/none" -Remove -WhatIf | Should -BeNullOrEmpty
        Test-Path "$TestDrive/none" | Should -BeFalse
    }

    It 'says under -WhatIf what would be removed' {
        $null = Start-Transcript "$TestDrive/told.txt"
        try {
            Receive-SkatResponse -Destination "$TestDrive/none" -Remove -WhatIf
            Receive-SkatResponse -Destination "$TestDrive/none" -Name $name -WhatIf
        }
        finally {
            $null = Stop-Transcript
        }

        $told = Get-Content "$TestDrive/told.txt" | Where-Object { $_ -match '^What if: ' }
        $told | Should -HaveCount 3
        $told[0] | Should -Match 'Receive to .*none'
        $told[1] | Should -Match 'Remove from /out'
        $told[2] | Should -Match 'Receive to .*none'
    }

    It 'gives up what is longer than -MaximumResponseBytes, and nothing of it is kept' {
        Receive-SkatResponse -Destination "$TestDrive/bounded" -MaximumResponseBytes 10 -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'ResponseTooLarge,*'
        Get-ChildItem "$TestDrive/bounded" -Force | Should -BeNullOrEmpty
    }

    It 'fetches everything that is no status' {
        $response = Receive-SkatResponse -Destination "$TestDrive/all"
        $response | Should -BeOfType 'SkatFtps.SkatResponse'
        $response.Name | Should -Be $name
        $response.FullName | Should -Exist
        $response.Removed | Should -BeFalse
    }

    It 'fetches what it has already only when told' {
        Receive-SkatResponse -Destination "$TestDrive/all" | Should -BeNullOrEmpty
        (Receive-SkatResponse -Destination "$TestDrive/all" -Force).Name | Should -Be $name
        Get-ChildItem "$TestDrive/all" | Should -HaveCount 1
    }

    It 'fetches the responses of statuses' {
        $response = Get-SkatStatus | Receive-SkatResponse -Destination "$TestDrive/status" -Force
        $response.Name | Should -Be $name
        $response.FtpTransaktionsId | Should -Be 'ping.xml'
        Get-Content $response.FullName | Should -Match '^FTPSGW.Heartbeat 7 bytes '
    }

    It 'keeps a local file of that name' {
        $null = [System.IO.Directory]::CreateDirectory("$TestDrive/kept")
        [System.IO.File]::WriteAllText("$TestDrive/kept/$name", 'mine')
        $response = Receive-SkatResponse "$TestDrive/kept" -Name $name -Force
        [System.IO.Path]::GetFileName($response.FullName) | Should -Be "FTPSGW.Heartbeat_in_ping.xml_response ($($response.Sha256.Substring(0, 12))).txt"
        Get-Content "$TestDrive/kept/$name" | Should -Be 'mine'
    }

    It 'writes ResponseNotFound for a name that is not there, and goes on' {
        $response = Receive-SkatResponse "$TestDrive/rest" -Name gone.txt, $name -Force -ErrorAction SilentlyContinue -ErrorVariable failed
        $response.Name | Should -Be $name
        $failed[0].FullyQualifiedErrorId | Should -Match '^ResponseNotFound,'
    }

    It 'removes what it has received when asked' {
        (Receive-SkatResponse "$TestDrive/removed" -Name $name -Remove -Force).Removed | Should -BeTrue
        Receive-SkatResponse "$TestDrive/removed" | Should -BeNullOrEmpty
        "$TestDrive/removed/$name" | Should -Exist
    }
}
