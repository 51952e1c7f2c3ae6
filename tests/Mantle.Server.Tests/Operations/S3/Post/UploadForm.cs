using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mantle.SigV4;

namespace Mantle.Server.Tests.Operations.S3.Post;

/// <summary>An upload form as a page has it: fields in order, then the file.</summary>
sealed class UploadForm(S3Client s3, string bucket)
{
    const string Boundary = "----boundary";

    static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    /// <summary>The fields that the page chose, without those of the signature.</summary>
    public List<(string Name, string Value)> Fields { get; } = [];

    /// <summary>Further conditions, in JSON; the bucket and the signature's fields have theirs.</summary>
    public List<string> Conditions { get; } = [];

    /// <summary>Fields that get no condition.</summary>
    public HashSet<string> Uncovered { get; } = [];

    /// <summary>The policy in place of the one made from the fields.</summary>
    public string? Policy { get; set; }

    public TimeSpan Lives { get; set; } = TimeSpan.FromHours(1);

    public bool IsSigned { get; set; } = true;

    public byte[]? File { get; set; } = "something body"u8.ToArray();

    public string? FileName { get; set; } = "my-file";

    /// <summary>Changes the fields once they are signed.</summary>
    public Action<List<(string Name, string Value)>>? Tamper { get; set; }

    /// <summary>Parts after the file.</summary>
    public List<(string Name, string Value)> After { get; } = [];

    public UploadForm With(string name, string value)
    {
        Fields.Add((name, value));
        return this;
    }

    public UploadForm When(string condition, string? uncovered = null)
    {
        Conditions.Add(condition);
        if (uncovered is not null)
            Uncovered.Add(uncovered);
        return this;
    }

    public Task<S3Answer> SendAsync() => SendAsync(Body(), $"multipart/form-data; boundary={Boundary}");

    /// <summary>Sends one half of the form, and when a task is done the other, which has the end of the file.</summary>
    public Task<S3Answer> SendInHalvesAsync(Task between)
    {
        File = new byte[1 << 16];
        return SendAsync(new HalvesContent(Body(), between), $"multipart/form-data; boundary={Boundary}", null, null);
    }

    public Task<S3Answer> SendAsync(byte[] body, string? contentType, string? target = null, string? host = null) =>
        SendAsync(new ByteArrayContent(body), contentType, target, host);

    async Task<S3Answer> SendAsync(HttpContent content, string? contentType, string? target, string? host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, s3.Client.Endpoint + (target ?? $"/{bucket}")) { Content = content };
        request.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        request.Headers.Host = host;
        using var response = await Http.SendAsync(request);
        return await S3Answer.ReadAsync(response);
    }

    /// <summary>The form as it is sent.</summary>
    public byte[] Body()
    {
        var fields = new List<(string Name, string Value)>(Fields);
        if (IsSigned)
            Sign(fields);
        Tamper?.Invoke(fields);
        using var body = new MemoryStream();
        foreach (var (name, value) in fields)
            Write(body, $"form-data; name=\"{name}\"", Encoding.UTF8.GetBytes(value));
        if (File is not null)
            Write(body, FileName is null ? "form-data; name=\"file\"" : $"form-data; name=\"file\"; filename=\"{FileName}\"", File);
        foreach (var (name, value) in After)
            Write(body, $"form-data; name=\"{name}\"", Encoding.UTF8.GetBytes(value));
        body.Write(Encoding.ASCII.GetBytes($"--{Boundary}--\r\n"));
        return body.ToArray();
    }

    void Sign(List<(string Name, string Value)> fields)
    {
        var credentials = s3.Client.Credentials;
        var now = s3.Client.Now;
        var scope = CredentialScope.At(now, "us-east-1", "s3");
        fields.AddRange([
            ("x-amz-algorithm", "AWS4-HMAC-SHA256"),
            ("x-amz-credential", $"{credentials.AccessKeyId}/{scope}"),
            ("x-amz-date", AmzDate.Format(now)),
        ]);
        if (credentials.SessionToken is { } token)
            fields.Add(("x-amz-security-token", token));
        IEnumerable<string> conditions =
        [
            Simple("bucket", bucket),
            .. Conditions,
            .. fields
                .Where(field => !Uncovered.Contains(field.Name))
                .Select(field =>
                    field.Value.Contains("${filename}", StringComparison.Ordinal)
                        ? $"[\"starts-with\",\"${field.Name}\",\"\"]"
                        : Simple(field.Name, field.Value)
                ),
        ];
        var expiration = (now + Lives).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var policy = Convert.ToBase64String(
            Encoding.UTF8.GetBytes(Policy ?? $"{{\"expiration\":\"{expiration}\",\"conditions\":[{string.Join(',', conditions)}]}}")
        );
        var signature = HMACSHA256.HashData(SigningKey.Derive(credentials.SecretAccessKey, scope).Bytes, Encoding.ASCII.GetBytes(policy));
        fields.AddRange([("policy", policy), ("x-amz-signature", Convert.ToHexStringLower(signature))]);
    }

    static string Simple(string name, string value) => $"{{{JsonSerializer.Serialize(name)}:{JsonSerializer.Serialize(value)}}}";

    static void Write(MemoryStream body, string disposition, byte[] content)
    {
        body.Write(Encoding.UTF8.GetBytes($"--{Boundary}\r\nContent-Disposition: {disposition}\r\n\r\n"));
        body.Write(content);
        body.Write("\r\n"u8);
    }
}
