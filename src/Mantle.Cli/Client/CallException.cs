namespace Mantle.Cli.Client;

/// <summary>A call was refused, or nobody answered it.</summary>
/// <param name="error">AWS's error code; empty where nobody answered.</param>
/// <param name="status">The HTTP status; 0 where nobody answered.</param>
/// <param name="message">What to tell the user.</param>
sealed class CallException(string error, int status, string message) : CommandException(message)
{
    public string Error => error;

    public int Status => status;

    /// <summary>Whether the same call may succeed later: the server is away, or in trouble.</summary>
    public bool IsTransient => status is 0 or >= 500;
}
