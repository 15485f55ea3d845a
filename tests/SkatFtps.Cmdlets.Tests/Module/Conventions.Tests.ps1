BeforeDiscovery {
    Import-Module ([System.IO.Path]::GetFullPath("$PSScriptRoot/../../../SkatFtps.psd1"))
    $common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters
    $parameters = foreach ($command in Get-Command -Module SkatFtps) {
        foreach ($parameter in $command.Parameters.Values) {
            if ($common -notcontains $parameter.Name) { @{ Cmdlet = $command.Name; Name = $parameter.Name; Parameter = $parameter } }
        }
    }
    $names = $parameters | Where-Object { 'Service', 'System', 'FtpTransaktionsId', 'StatusFileName', 'CertificateThumbprint', 'Thumbprint', 'Id' -contains $_.Name }
    $names += @($parameters | Where-Object { $_.Cmdlet -eq 'Receive-SkatResponse' -and $_.Name -eq 'Name' })
    $piped = $parameters | Where-Object { 'FtpTransaktionsId', 'LiteralPath', 'StatusFileName', 'CertificateThumbprint', 'Thumbprint' -contains $_.Name }
    $literal = $parameters | Where-Object { $_.Name -eq 'LiteralPath' }
}

BeforeAll {
    Import-Module ([System.IO.Path]::GetFullPath("$PSScriptRoot/../../../SkatFtps.psd1"))
    function Get-Attribute($Parameter, [string]$Type) { @($Parameter.Attributes | Where-Object { $_.GetType().Name -eq $Type }) }
}

Describe 'Every cmdlet that sends, removes or edits' {
    It 'has -WhatIf, and no other has' {
        Get-Command -Module SkatFtps | Where-Object { $_.Parameters.ContainsKey('WhatIf') } | ForEach-Object Name | Sort-Object | Should -Be @(
            'Clear-SkatLedger', 'Export-SkatLedger', 'Receive-SkatResponse', 'Remove-SkatStatus', 'Resolve-SkatSubmission', 'Send-SkatFile',
            'Stop-SkatSimulator', 'Test-SkatGateway')
    }

    It 'has -PassThru where it would write nothing' {
        Get-Command -Module SkatFtps | Where-Object { $_.Parameters.ContainsKey('PassThru') } | ForEach-Object Name | Sort-Object |
            Should -Be 'Disconnect-SkatGateway', 'Remove-SkatStatus', 'Stop-SkatSimulator'
    }
}

Describe '<Cmdlet> -<Name>' -ForEach $names {
    It 'is completed' { Get-Attribute $Parameter 'ArgumentCompleterAttribute' | Should -HaveCount 1 }
}

Describe '<Cmdlet> -<Name> in a pipeline' -ForEach $piped {
    It 'is taken by its name' {
        @(Get-Attribute $Parameter 'ParameterAttribute' | Where-Object { $_.ValueFromPipelineByPropertyName }).Count | Should -BeGreaterThan 0
    }
}

Describe '<Cmdlet> -LiteralPath' -ForEach $literal {
    It 'is also what other cmdlets call a file' { $Parameter.Aliases | Sort-Object | Should -Be 'FullName', 'PSPath' }
}

Describe 'Under -WhatIf' {
    BeforeAll {
        $simulator = Start-SkatSimulator -Service FTPSGW.Heartbeat
        $session = $simulator | Connect-SkatGateway
        [System.IO.File]::WriteAllText("$TestDrive/first.xml", '<ping>first</ping>')
        $null = Send-SkatFile "$TestDrive/first.xml" FTPSGW.Heartbeat | Wait-SkatStatus -PollSeconds 0.1
        [System.IO.File]::WriteAllText("$TestDrive/second.xml", '<ping>second</ping>')
        $never = [System.Threading.CancellationToken]::None
        $held = $session.Ledger.TryReserveAsync('FTPSGW.Heartbeat', 'lost.xml', [SkatFtps.Ledger.ContentMark]::OfWhole(3, 'b' * 64), $false, $false, $never).GetAwaiter().GetResult()
        $null = $session.Ledger.BeginSendingAsync($held, $never).GetAwaiter().GetResult()
        $null = $session.Ledger.InDoubtAsync($held, 'the connection was lost', [SkatFtps.Ledger.UploadFacts]@{ ReviewReason = 'the connection was lost' }, $never).GetAwaiter().GetResult()

        # The whole ledger, line by line, and what lies in /out.
        function Get-World([string]$Name) {
            # First, as the ledger keeps when a status was written out.
            $out = Get-SkatStatus -Force | ForEach-Object StatusFileName
            $file = Export-SkatLedger "$TestDrive/$Name.jsonl"
            $rows = [System.IO.File]::ReadAllLines($file.FullName) | Where-Object { $_ -match '^\{"kind":"(submission|status|response|change)"' }
            @($rows) + @($out)
        }
        $before = Get-World 'before'
    }
    AfterAll {
        Disconnect-SkatGateway
        Stop-SkatSimulator
    }

    It '<Line> writes nothing' -ForEach @(
        @{ Line = 'Send-SkatFile "$TestDrive/second.xml" FTPSGW.Heartbeat -WhatIf' }
        @{ Line = 'Send-SkatFile "$TestDrive/*.xml" FTPSGW.Heartbeat -NameTemplate "n{n}.xml" -WhatIf' }
        @{ Line = 'Receive-SkatResponse "$TestDrive/svar" -Remove -WhatIf' }
        @{ Line = 'Get-SkatStatus first.xml | Receive-SkatResponse "$TestDrive/svar" -Remove -WhatIf' }
        @{ Line = 'Remove-SkatStatus -PassThru -WhatIf' }
        @{ Line = 'Resolve-SkatSubmission lost.xml -WhatIf' }
        @{ Line = 'Resolve-SkatSubmission lost.xml -Outcome NotArrived -Reason guess -WhatIf' }
        @{ Line = 'Clear-SkatLedger -Before ([datetime]::Now.AddDays(1)) -WhatIf' }
        @{ Line = 'Export-SkatLedger "$TestDrive/never.jsonl" -WhatIf' }
        @{ Line = 'Stop-SkatSimulator -PassThru -WhatIf' }
    ) {
        & ([scriptblock]::Create($Line)) | Should -BeNullOrEmpty
    }

    It 'Test-SkatGateway sends no ping' {
        $parameters = $simulator.ConnectParameters
        $checks = @(Test-SkatGateway @parameters -Heartbeat -HeartbeatSeconds 1 -WhatIf)
        @($checks | Where-Object Result -eq 'Failed') | Should -BeNullOrEmpty
        Get-SkatSubmission ping* | Should -BeNullOrEmpty
    }

    It 'leaves the ledger and /out as they were' {
        Get-World 'after' | Should -BeExactly $before
        Test-Path "$TestDrive/svar" | Should -BeFalse
        Test-Path "$TestDrive/never.jsonl" | Should -BeFalse
        $simulator.IsRunning | Should -BeTrue
    }
}

Describe 'An error' {
    It 'of <Line> is <Id>, with its category, target and advice' -ForEach @(
        @{ Line = 'Get-SkatStatus'; Id = 'NoSession'; Category = 'ConnectionError' }
        @{ Line = 'Get-SkatErrorInfo nothing'; Id = 'ErrorUnknown'; Category = 'ObjectNotFound'; Target = 'nothing' }
        @{ Line = 'Get-SkatCertificate -Path nowhere.p12'; Id = 'CertificateFileMissing'; Category = 'ObjectNotFound' }
        @{ Line = 'Test-SkatFile nowhere.xml CRS'; Id = 'FileNotFound'; Category = 'ObjectNotFound' }
        @{ Line = 'Get-SkatSubmission -UserName x'; Id = 'LedgerAmbiguous'; Category = 'InvalidArgument'; Target = 'x' }
    ) {
        $record = $null
        try { & ([scriptblock]::Create("$Line -ErrorAction Stop")) } catch { $record = $_ }
        $record.FullyQualifiedErrorId | Should -Match "^$Id,SkatFtps\.Cmdlets\.\w+Command$"
        $record.CategoryInfo.Category | Should -Be $Category
        if ($Target) { $record.TargetObject | Should -Be $Target }
        $advice = $record.ErrorDetails.RecommendedAction
        $advice | Should -Not -BeNullOrEmpty
        # Once in what is shown: PowerShell 7 shows the advice below the message, 5.1 only what the message says. Always in the exception.
        $record.Exception.Message.EndsWith($advice) | Should -BeTrue
        $record.ErrorDetails.Message.EndsWith($advice) | Should -Be ($PSVersionTable.PSEdition -ne 'Core')
    }

    It 'says what to do in the view of 5.1 too, which shows the message only' {
        $ErrorView = 'NormalView'
        $record = $null
        try { Test-SkatFile nowhere.xml CRS -ErrorAction Stop } catch { $record = $_ }
        $record.ErrorDetails.Message.EndsWith($record.ErrorDetails.RecommendedAction) | Should -BeTrue
    }
}
