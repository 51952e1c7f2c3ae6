using System.Net.Http.Headers;

namespace Mantle.Server.Exports;

/// <summary>
/// A URL that gets events with POST as JSON lines (<c>application/x-ndjson</c>), in the order of recording. Each status of 200 to 299 says
/// that they are kept. Redirects are not followed: the events go where the operator said.
/// </summary>
/// <param name="url">The URL.</param>
/// <param name="tokenFile">A file with a bearer token; null for none.</param>
sealed class WebhookTarget(Uri url, string? tokenFile) : IExportTarget
{
    /// <summary>The header with the position of the last event of the body. What is sent again has the same.</summary>
    public const string PositionHeader = "Mantle-Export-Position";

    static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    readonly HttpClient http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        }
    )
    {
        Timeout = Longest,
    };

    public string Name => "webhook";

    public async Task DeliverAsync(long upTo, ReadOnlyMemory<byte> lines, CancellationToken cancellation)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ReadOnlyMemoryContent(lines) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
            request.Headers.Add(PositionHeader, upTo.ToString(CultureInfo.InvariantCulture));
            if (tokenFile is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(tokenFile, cancellation));
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (!answer.IsSuccessStatusCode)
                throw new ExportException(string.Create(CultureInfo.InvariantCulture, $"the answer was {(int)answer.StatusCode}"));
        }
        catch (HttpRequestException error)
        {
            throw new ExportException(error.Message, error);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw new ExportException($"there was no answer within {Longest.TotalSeconds:0} seconds", error);
        }
    }

    static async Task<string> TokenAsync(string file, CancellationToken cancellation)
    {
        string token;
        try
        {
            token = (await File.ReadAllTextAsync(file, cancellation)).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ExportException($"the file with the token cannot be read: {error.Message}", error);
        }
        return token.Length > 0 && token.All(c => c is > ' ' and <= '~')
            ? token
            : throw new ExportException("the file with the token has no token that a header can have");
    }

    public void Dispose() => http.Dispose();
}
