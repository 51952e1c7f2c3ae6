namespace Mantle.Cli.Client;

/// <summary>The exit codes of the command line.</summary>
static class ExitCode
{
    public const int Success = 0,
        Failure = 1,
        Usage = 2;
}
