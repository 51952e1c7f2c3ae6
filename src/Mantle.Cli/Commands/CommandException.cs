namespace Mantle.Cli.Commands;

/// <summary>A command cannot go on; the message is one clear sentence and what to do next.</summary>
sealed class CommandException(string message, int code = ExitCode.Failure) : Exception(message)
{
    public int Code => code;
}
