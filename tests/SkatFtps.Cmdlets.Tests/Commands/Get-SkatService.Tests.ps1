BeforeAll {
    Import-Module ([System.IO.Path]::GetFullPath("$PSScriptRoot/../../../SkatFtps.psd1"))

    function Get-Completion([string]$Line) {
        @((TabExpansion2 $Line $Line.Length).CompletionMatches | ForEach-Object CompletionText)
    }
}

Describe 'Get-SkatService without a session' {
    It 'shows each system of the guide with its number of services' {
        $systems = @(Get-SkatService | Group-Object System | Sort-Object Name)
        $systems | ForEach-Object { "$($_.Name): $($_.Count)" } |
            Should -Be 'DMI: 9', 'eKapital: 8', 'eKapital (Classic): 17', 'ICS: 3', 'Manifest: 12', 'MiniMF (ICI): 4', 'PSRM: 14'
    }

    It 'does not know what is authorised' {
        @(Get-SkatService | Where-Object { $null -ne $_.Authorised }) | Should -HaveCount 0
    }

    It 'takes patterns for the service and for the system' {
        Get-SkatService Manifest.*Slet | ForEach-Object Service | Should -Be 'Manifest.AfgangsdeklarationSlet', 'Manifest.AnkomstdeklarationSlet', 'Manifest.MidlertidigOpbevaringSlet'
        @(Get-SkatService -System 'eKapital*') | Should -HaveCount 25
        Get-SkatService udlaan | ForEach-Object Service | Should -BeExactly 'Udlaan'
        Get-SkatService NoSuchService | Should -BeNullOrEmpty
    }

    It 'says how a file travels and what done means' {
        $akfa = Get-SkatService AKFA
        "$($akfa.TransferType) $($akfa.Family) $($akfa.Direction)" | Should -Be 'Ascii Classic Sent'
        $akfa.DoneSteps | Should -Be 'Delivered', 'Accepted', 'Exposed'
        (Get-SkatService Udlaan).TransferType | Should -Be 'Image'
    }

    It 'keeps the scanned form of a name that was mended' {
        (Get-SkatService GI).GuideSpelling | Should -BeExactly 'Gl'
    }

    It 'completes from the guide' {
        Get-Completion 'Test-SkatFile -Service Pante' | Should -Be 'Pantebreve'
        Get-Completion 'Send-SkatFile -Service pri' | Should -Be 'Prioritetslaan'
    }
}

Describe 'Get-SkatService with a session' {
    BeforeAll {
        $simulator = Start-SkatSimulator -Service 'Udlaan', 'FTPSGW.Heartbeat', "Odd name's"
        $session = $simulator | Connect-SkatGateway -LedgerPath "$TestDrive/ledger.db"
    }
    AfterAll {
        Disconnect-SkatGateway
        $simulator | Stop-SkatSimulator
    }

    It 'tells what is authorised and what is not' {
        (Get-SkatService Udlaan).Authorised | Should -BeTrue
        (Get-SkatService Indlaan).Authorised | Should -BeExactly $false
        @(Get-SkatService | Where-Object Authorised) | Should -HaveCount 3
    }

    It 'shows folders that the guide does not list' {
        $heartbeat = Get-SkatService FTPSGW.*
        $heartbeat.Authorised | Should -BeTrue
        $heartbeat.System | Should -BeNullOrEmpty
        $heartbeat.Family | Should -Be 'Unknown'
    }

    It 'completes the folders first, then the guide' {
        $all = Get-Completion 'Send-SkatFile -Service '
        $all[0..2] | Sort-Object | Should -Be "'Odd name''s'", 'FTPSGW.Heartbeat', 'Udlaan'
        $all.Count | Should -Be 69
    }

    It 'completes for a session that is given' {
        $script:given = $session
        @(Get-Completion 'Get-SkatService -Session $script:given -Service Od') | Should -HaveCount 1
    }
}
