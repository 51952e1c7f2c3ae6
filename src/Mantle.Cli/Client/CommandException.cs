namespace Mantle.Cli.Client;

/// <summary>A command failed. The message is one clear sentence and what to do next.</summary>
class CommandException(string message, int code = ExitCode.Failure) : Exception(message)
{
    public int Code => code;
}
