BeforeAll {
    Import-Module ([System.IO.Path]::GetFullPath("$PSScriptRoot/../../../SkatFtps.psd1"))
    $never = [System.Threading.CancellationToken]::None

    # As a process leaves a row that lost its connection after STOR.
    function NewDoubt([string]$Name, $Ledger = $session.Ledger) {
        $hash = [guid]::NewGuid().ToString('N') * 2
        $held = $Ledger.TryReserveAsync('FTPSGW.Heartbeat', $Name, [SkatFtps.Ledger.ContentMark]::OfWhole(3, $hash), $false, $false, $never).GetAwaiter().GetResult()
        $Ledger.BeginSendingAsync($held, $never).GetAwaiter().GetResult() | Out-Null
        $Ledger.InDoubtAsync($held, 'the connection was lost', [SkatFtps.Ledger.UploadFacts]@{ ReviewReason = 'the connection was lost' }, $never).GetAwaiter().GetResult() | Out-Null
    }
}

Describe 'Resolve-SkatSubmission' {
    BeforeAll {
        $simulator = Start-SkatSimulator -Service FTPSGW.Heartbeat
        $session = $simulator | Connect-SkatGateway
    }
    AfterAll {
        Disconnect-SkatGateway
        $simulator | Stop-SkatSimulator
    }

    It 'says to ask the contact point when no status tells' {
        NewDoubt 'lost-1.xml'
        $record = Resolve-SkatSubmission lost-1.xml -WarningVariable warned -WarningAction SilentlyContinue
        $record.State | Should -Be 'InDoubt'
        "$warned" | Should -Match 'contact point'
        "$warned" | Should -Match 'Do not send it again'
    }

    It 'records what a person found out, with the reason' {
        NewDoubt 'lost-2.xml'
        $record = Get-SkatSubmission lost-2.xml | Resolve-SkatSubmission -Outcome Arrived -Reason 'told by phone, case 17'
        $record.State | Should -Be 'Sent'
        $record.Reason | Should -Match 'case 17'
        NewDoubt 'lost-3.xml'
        (Resolve-SkatSubmission lost-3.xml -Outcome NotArrived -Reason 'told by phone').State | Should -Be 'Withdrawn'
    }

    It 'records nothing under -WhatIf' {
        NewDoubt 'lost-4.xml'
        Resolve-SkatSubmission lost-4.xml -Outcome Arrived -Reason 'guess' -WhatIf | Should -BeNullOrEmpty
        (Get-SkatSubmission lost-4.xml).State | Should -Be 'InDoubt'
    }

    It 'takes the review off what a status has answered, with a reason, and frees no name' {
        NewDoubt 'lost-5.xml'
        $id = (Get-SkatSubmission lost-5.xml).Id
        $null = $session.Ledger.Submissions.ResolveAsync($id, $true, 'a first look', 'hanne', $false, $never).GetAwaiter().GetResult()
        $null = $session.Ledger.Submissions.FlagAsync($id, 'half of it went', $never).GetAwaiter().GetResult()

        $record = Resolve-SkatSubmission lost-5.xml -WarningVariable warned -WarningAction SilentlyContinue
        "$($record.State) $($record.NeedsReview)" | Should -Be 'Sent True'
        "$warned" | Should -Match 'needs review: half of it went\.'

        $record = Get-SkatSubmission -NeedsReview lost-5.xml | Resolve-SkatSubmission -Outcome NotArrived -Reason 'looked into' -WarningVariable warned -WarningAction SilentlyContinue
        "$($record.State) $($record.NeedsReview)" | Should -Be 'Sent False'
        "$warned" | Should -Match 'stays used'
        (Get-SkatSubmission lost-5.xml -History)[-1].Reason | Should -Match 'looked into'
        { Resolve-SkatSubmission lost-5.xml -Outcome Arrived -Reason 'again' -ErrorAction Stop } | Should -Throw -ErrorId 'SubmissionNotInDoubt,*'
    }

    It 'keeps a name spent that the gateway has refused, and says so' {
        NewDoubt 'lost-6.xml'
        $status = [SkatFtps.Ledger.StatusEntry]::new('status_FTPSGW.Heartbeat_lost-6.xml_0.xml', 'FTPSGW.Heartbeat', 'lost-6.xml', 0, [byte[]](1, 2))
        $status.FileName = 'lost-6.xml'
        $status.ErrorCode = 'FILENAME_CANNOT_BE_REUSED_FOR_TRANSACTION'
        $null = $session.Ledger.Statuses.RecordAsync($status, $never).GetAwaiter().GetResult()

        $record = Resolve-SkatSubmission lost-6.xml -Outcome NotArrived -Reason 'theirs came first' -WarningVariable warned -WarningAction SilentlyContinue
        "$($record.State) $($record.NeedsReview)" | Should -Be 'Failed False'
        "$warned" | Should -Match 'stays used'
    }

    It 'asks for -Force while it is a young submission of another machine' {
        $elsewhere = [SkatFtps.Ledger.LedgerOwner]::new('elsewhere', 'elsewhere', 'operator', 1, '1')
        $database = [SkatFtps.Loader.LedgerDrivers]::Sqlite($simulator.LedgerPath)
        $theirs = [SkatFtps.Ledger.SubmissionLedger]::OpenAsync($database, $simulator.HostName, $simulator.UserName, $elsewhere, $null, $never).GetAwaiter().GetResult()
        try { NewDoubt 'lost-7.xml' $theirs } finally { $theirs.Dispose() }

        { Resolve-SkatSubmission lost-7.xml -Outcome NotArrived -Reason 'guess' -ErrorAction Stop } | Should -Throw -ErrorId 'SubmissionOfAnotherMachine,*'
        (Resolve-SkatSubmission lost-7.xml -Outcome NotArrived -Reason 'that machine is off' -Force).State | Should -Be 'Withdrawn'
    }

    It 'refuses what is not in doubt, or not known' {
        [System.IO.File]::WriteAllText("$TestDrive/sent.xml", '<ping/>')
        Send-SkatFile "$TestDrive/sent.xml" -Service FTPSGW.Heartbeat | Out-Null
        { Resolve-SkatSubmission sent.xml -Outcome NotArrived -Reason 'no' -ErrorAction Stop } | Should -Throw -ErrorId 'SubmissionNotInDoubt,*'
        { Resolve-SkatSubmission nowhere.xml -ErrorAction Stop } | Should -Throw -ErrorId 'SubmissionNotFound,*'
    }
}
