// Echo is the plugin that the test kit's own tests run.
package main

import _ "pegboard.dev/pegboard/sdk/plugintest/testdata/echo/handlers"

func main() {}
