# Missing closing
Describe 'x' {
