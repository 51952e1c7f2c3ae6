using Mantle.Cli.Client;

namespace Mantle.Cli.Commands;

/// <summary>
/// A folder at the front of a shell's PATH with an <c>aws</c> that is <c>mantle aws</c>. Versions of the AWS CLI that do not read the
/// server's address from the environment reach the server too, that way.
/// </summary>
sealed class ShellShim : IDisposable
{
    const string Variable = "MANTLE_SHELL_FOLDER";

    readonly string folder = Directory.CreateTempSubdirectory("mantle-shell-").FullName;

    public ShellShim()
    {
        var file = Path.Combine(folder, "aws");
        File.WriteAllText(file, $"#!/bin/sh\nexec {OwnProgram.Command} aws -- \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Adds the folder to the environment.</summary>
    public void AddTo(Dictionary<string, string?> variables)
    {
        variables[Variable] = folder;
        variables["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}";
    }

    /// <summary>The AWS CLI that is installed, not the one of a shell.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public static string RealAws()
    {
        var shim = Environment.GetEnvironmentVariable(Variable);
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(':')
                .Where(folder => folder.Length > 0 && folder != shim)
                .Select(folder => Path.Combine(folder, "aws"))
                .FirstOrDefault(File.Exists)
            ?? throw new CommandException(
                "The AWS CLI is not installed, or not on the PATH; install it, for example with pip install awscli."
            );
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
