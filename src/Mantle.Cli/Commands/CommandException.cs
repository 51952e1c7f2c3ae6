namespace Mantle.Cli.Commands;

/// <summary>The exit codes of the command line.</summary>
static class ExitCode
{
    public const int Success = 0,
        Failure = 1,
        Usage = 2;
}

/// <summary>A command cannot go on; the message is one clear sentence and what to do next.</summary>
sealed class CommandException(string message, int code = ExitCode.Failure) : Exception(message)
{
    public int Code => code;
}
