BeforeAll {
    Import-Module ([System.IO.Path]::GetFullPath("$PSScriptRoot/../../../SkatFtps.psd1"))
    $samples = "$PSScriptRoot/../Preflight/Samples"
}

Describe 'Test-SkatFile' {
    It 'finds nothing in a good file' {
        Test-SkatFile "$samples/AKFA/akfa-good-crlf.txt" -Service AKFA | Should -BeNullOrEmpty
    }

    It 'says which record, which rule, what code and by what source' {
        $finding = Test-SkatFile "$samples/AKFA/akfa-record-short.txt" -Service akfa
        "$($finding.Severity) $($finding.Rule) $($finding.Line) $($finding.StatusCode)" | Should -Be 'Error RecordLength 3 RECORD_LENGTH_INCORRECT'
        $finding.Source | Should -Match 'guide'
        $finding.Message | Should -Match '229 bytes'
        $finding.FileName | Should -Be 'akfa-record-short.txt'
    }

    It 'names the file inside a ZIP' {
        $finding = Test-SkatFile "$samples/Udlaan/12345678_2024_folder.zip" -Service Udlaan
        "$($finding.Severity) $($finding.Rule) $($finding.Entry)" | Should -Be 'Error ZipFolder konti/1234567890'
    }

    It 'warns of what no source demands' {
        $finding = Test-SkatFile "$samples/MFFordringIndberet/claim-cut.xml" -Service MFFordringIndberet
        "$($finding.Severity) $($finding.Rule) $($finding.Line)" | Should -Be 'Warning XmlNotWellFormed 2'
    }

    It 'takes files from the pipeline and wildcards' {
        $piped = @([System.IO.FileInfo]"$samples/GI/gi-good.txt", [System.IO.FileInfo]"$samples/GI/gi-record-short.txt" | Test-SkatFile -Service GI)
        $piped | ForEach-Object FileName | Should -Be 'gi-record-short.txt'
        @(Test-SkatFile "$samples/GI/gi-*.txt" -Service GI) | Should -HaveCount 1
    }

    It 'goes on after a missing file' {
        $found = @(Test-SkatFile "$samples/none.txt", "$samples/GI/gi-record-short.txt" -Service GI -ErrorAction SilentlyContinue -ErrorVariable failed)
        $found | Should -HaveCount 1
        $failed[0].FullyQualifiedErrorId | Should -Match '^FileNotFound,'
    }

    It 'refuses a name without val_ when only validation is wanted' {
        (Test-SkatFile "$samples/Udlaan/12345678_2024_good.zip" -Service Udlaan -ValidateOnly).Rule | Should -Be 'ValidationPrefixMissing'
        Test-SkatFile "$samples/Udlaan/val_12345678_2024_good.zip" -Service Udlaan -ValidateOnly | Should -BeNullOrEmpty
    }
}

Describe 'Send-SkatFile and the checks before it' {
    BeforeAll {
        $simulator = Start-SkatSimulator -Service AKFA, Udlaan, MFFordringIndberet
        $session = $simulator | Connect-SkatGateway -LedgerPath "$TestDrive/ledger.db"
    }
    AfterAll {
        Disconnect-SkatGateway
        $simulator | Stop-SkatSimulator
    }

    It 'does not send a file that would be refused' {
        $sent = Send-SkatFile "$samples/AKFA/akfa-last-9997.txt" -Service AKFA -ErrorAction SilentlyContinue -ErrorVariable failed
        $sent | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -Match '^PreflightFailed,'
        $failed[0].Exception.SafeToResend | Should -BeTrue
        "$($failed[0])" | Should -Match 'LAST_RECORD_INCORRECT'
        Get-SkatStatus akfa-last-9997.txt | Should -BeNullOrEmpty
    }

    It 'goes on with the next file' {
        $files = [System.IO.FileInfo]"$samples/AKFA/akfa-first-0002.txt", [System.IO.FileInfo]"$samples/AKFA/akfa-good-lf.txt"
        $sent = $files | Send-SkatFile -Service AKFA -ErrorAction SilentlyContinue -ErrorVariable failed
        $sent.FileName | Should -Be 'akfa-good-lf.txt'
        @($failed) | Should -HaveCount 1
    }

    It 'sends it as it is with -SkipPreflight, and the gateway answers what was predicted' {
        $path = "$samples/AKFA/akfa-record-long.txt"
        $predicted = (Test-SkatFile $path -Service AKFA).StatusCode
        $null = Send-SkatFile $path -Service AKFA -SkipPreflight
        (Get-SkatStatus akfa-record-long.txt).ErrorCode | Should -Be $predicted
    }

    It 'warns and sends' {
        $sent = Send-SkatFile "$samples/Udlaan/val_12345678_2024_good.zip" -Service Udlaan -WarningAction SilentlyContinue -WarningVariable warned
        $sent.FileName | Should -Be 'val_12345678_2024_good.zip'
        "$warned" | Should -Match 'NothingIsFiled'
    }

    It 'does not warn of it when only validation is wanted' {
        $sent = Send-SkatFile "$samples/Udlaan/val_12345678_2024_good.zip" -Service Udlaan -ValidateOnly -NameTemplate '{stem}_{n}{ext}' -AllowDuplicateContent -WarningVariable warned
        $sent.FileName | Should -Match '^val_12345678_2024_good_\d+\.zip$'
        $warned | Should -BeNullOrEmpty
    }

    It 'never files what should only be validated, whatever is skipped' {
        $null = Send-SkatFile "$samples/Udlaan/12345678_2024_good.zip" -Service Udlaan -ValidateOnly -SkipPreflight -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed[0].FullyQualifiedErrorId | Should -Match '^PreflightFailed,'
        $null = Send-SkatFile "$samples/AKFA/akfa-good-crlf.txt" -Service AKFA -ValidateOnly -NameTemplate 'val_{stem}-{n}{ext}' -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed[0].FullyQualifiedErrorId | Should -Match '^PreflightFailed,'
    }

    It 'sends one file twice under two names and leaves it its own' {
        $sent = @(1..2 | ForEach-Object { Send-SkatFile "$samples/AKFA/akfa-good-crlf.txt" -Service AKFA -NameTemplate '{stem}-{yyyyMMddHHmmss}-{n}{ext}' -AllowDuplicateContent })
        $sent | ForEach-Object { [System.IO.Path]::GetFileName($_.FullName) } | Should -Be 'akfa-good-crlf.txt', 'akfa-good-crlf.txt'
        $sent[0].FtpTransaktionsId | Should -Match '^akfa-good-crlf-\d{14}-\d+\.txt$'
        $sent[0].FtpTransaktionsId | Should -Not -Be $sent[1].FtpTransaktionsId
        @($sent | Get-SkatStatus | Where-Object Code -eq 0) | Should -HaveCount 0
        @($sent | Get-SkatStatus | Where-Object Code -eq 3) | Should -HaveCount 2
    }

    It 'refuses a template that makes no unique names, before anything else' {
        { Send-SkatFile "$samples/AKFA/akfa-good-crlf.txt" -Service AKFA -NameTemplate 'new{ext}' } | Should -Throw -ErrorId 'NameTemplateInvalid,*'
    }

    It 'keeps the error ids of empty files and of names' {
        $empty = "$TestDrive/empty.txt"
        [System.IO.File]::WriteAllText($empty, '')
        $null = Send-SkatFile $empty -Service AKFA -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed[0].FullyQualifiedErrorId | Should -Match '^FileEmpty,'
    }

    It 'checks nothing with -WhatIf' {
        $null = Send-SkatFile "$samples/AKFA/akfa-last-9997.txt" -Service AKFA -WhatIf -ErrorVariable failed
        $failed | Should -BeNullOrEmpty
    }
}
