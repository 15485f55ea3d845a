# No test was run
Describe 'x' { }
