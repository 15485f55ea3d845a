BeforeAll {
    Import-Module ([System.IO.Path]::GetFullPath("$PSScriptRoot/../../../SkatFtps.psd1"))
}

Describe 'Connect-SkatGateway and a ledger that cannot be used' {
    BeforeAll {
        # Its certificate and password are good; where it listened, nobody listens any more.
        $simulator = Start-SkatSimulator -Service FTPSGW.Heartbeat -Directory "$TestDrive/simulator"
        $connect = $simulator.ConnectParameters
        $simulator | Stop-SkatSimulator
    }

    It 'would not get through to the host' {
        $connect['LedgerPath'] = "$TestDrive/good.db"
        { Connect-SkatGateway @connect } | Should -Throw -ErrorId 'PortClosed,*'
    }

    It 'refuses one that a newer version made, before any network' {
        [System.IO.File]::Copy("$PSScriptRoot/Samples/newer.db", "$TestDrive/newer.db")
        $connect['LedgerPath'] = "$TestDrive/newer.db"
        { Connect-SkatGateway @connect } | Should -Throw -ErrorId 'LedgerSchemaNewer,*'
    }

    It 'refuses one that is none' {
        [System.IO.File]::WriteAllText("$TestDrive/text.db", 'This is a letter to the tax authority and no database at all.' * 20)
        $connect['LedgerPath'] = "$TestDrive/text.db"
        { Connect-SkatGateway @connect } | Should -Throw -ErrorId 'LedgerUnreadable,*'
    }

    It 'refuses one that is read-only' {
        [System.IO.File]::WriteAllText("$TestDrive/readonly.db", '')
        [System.IO.File]::SetAttributes("$TestDrive/readonly.db", 'ReadOnly')
        $connect['LedgerPath'] = "$TestDrive/readonly.db"
        { Connect-SkatGateway @connect } | Should -Throw -ErrorId 'LedgerReadOnly,*'
        [System.IO.File]::SetAttributes("$TestDrive/readonly.db", 'Normal')
    }

    It 'refuses a connection to SQL Server, before any network, and names what can be handed in' {
        $connect.Remove('LedgerPath')
        $connection = New-Object System.Data.SqlClient.SqlConnection
        { Connect-SkatGateway @connect -LedgerConnection $connection } | Should -Throw -ErrorId 'LedgerDatabaseUnknown,*' -ExpectedMessage '*System.Data.SqlClient.SqlConnection*'
        $Error[0].Exception.RecommendedAction | Should -Be 'Hand in a connection to SQLite or PostgreSQL.'
    }

    It 'refuses two at once, and asks for none with -NoLedger' {
        $connect['LedgerPath'] = "$TestDrive/good.db"
        { Connect-SkatGateway @connect -NoLedger } | Should -Throw -ErrorId 'LedgerAmbiguous,*'
        $connect.Remove('LedgerPath')
        { Connect-SkatGateway @connect -NoLedger } | Should -Throw -ErrorId 'PortClosed,*'
    }
}
