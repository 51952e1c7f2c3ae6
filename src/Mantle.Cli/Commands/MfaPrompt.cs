using Mantle.Cli.Client;

namespace Mantle.Cli.Commands;

/// <summary>Asks whoever sits at the terminal for a code of an MFA device.</summary>
static class MfaPrompt
{
    /// <exception cref="CommandException">There is no device, or nobody to ask.</exception>
    public static async Task<(string SerialNumber, string Code)> AskAsync(MantleClient client, string? serial, string? code)
    {
        serial ??=
            MantleClient.Text(await client.CallAsync("iam", "ListMFADevices"), "SerialNumber")
            ?? throw new CommandException("The caller has no MFA device; enable one, or name it with --mfa SERIAL.");
        return (serial, code ?? Read($"MFA code of {serial}: "));
    }

    static string Read(string question)
    {
        if (Console.IsInputRedirected)
            throw new CommandException("There is no terminal to ask for the MFA code; give it with --mfa-code CODE.");
        Console.Error.Write(question);
        return Console.In.ReadLine()?.Trim() is { Length: > 0 } code ? code : throw new CommandException("No MFA code was given.");
    }
}
