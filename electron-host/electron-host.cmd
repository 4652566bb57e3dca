@echo off
rem Takes the place of Electron's program: same arguments, same bundles, on Node 24 and the machine's browser.
setlocal
set "NODE_PROGRAM=%~dp0..\node_modules\.bin\node.cmd"
if not exist "%NODE_PROGRAM%" set "NODE_PROGRAM=node"
call "%NODE_PROGRAM%" "%~dp0main.ts" %*
exit /b %ERRORLEVEL%
