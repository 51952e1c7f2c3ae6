using System.Security.Cryptography;
using System.Text;
using Mantle.Cli.Client;

namespace Mantle.Cli.Login;

/// <summary>
/// The file in which AWS's clients keep the tokens of a login and renew them
/// (<see href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-login-credentials.html"/>). They read it as it is, so it cannot be
/// encrypted: it is for its owner alone.
/// </summary>
static class LoginCache
{
    /// <summary>Writes the file of a login session, for its owner alone; returns its path.</summary>
    /// <exception cref="CommandException">It cannot be written.</exception>
    public static string Write(string loginSession, byte[] tokens)
    {
        var folder = Folder;
        var file = Path.Combine(folder, $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(loginSession)))}.json");
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var next = file + ".new";
            File.Delete(next);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var stream = new FileStream(next, options))
                stream.Write(tokens);
            // A reader sees the old file or the new one, never half of it.
            File.Move(next, file, overwrite: true);
            return file;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{file} cannot be written: {error.Message}");
        }
    }

    static string Folder =>
        Environment.GetEnvironmentVariable("AWS_LOGIN_CACHE_DIRECTORY") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aws", "login", "cache");
}
