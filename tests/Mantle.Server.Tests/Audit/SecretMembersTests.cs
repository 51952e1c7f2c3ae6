using System.Buffers;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Mantle.Wire;

namespace Mantle.Server.Tests.Audit;

/// <summary>
/// No member of any service whose name sounds like a secret gets into an event. The test knows names only, not what models mark as
/// sensitive, so a model that forgot to mark one fails here.
/// </summary>
public partial class SecretMembersTests
{
    const string Marker = "marked-secret-value";

    /// <summary>Members that sound like secrets and are none: what continues a list, and what names or describes a secret.</summary>
    static readonly HashSet<string> Harmless =
    [
        "NextToken",
        "StartingToken",
        "ContinuationToken",
        "NextContinuationToken",
        "ClientToken",
        "ClientRequestToken",
        "IdempotencyToken",
        "GlobalEndpointTokenVersion",
        "TokenVersion",
        "TokenType",
        "SubjectFromWebIdentityToken",
        "SecretsManagerARN",
        "AssertionEncryptionMode",
        "RemovePrivateKey",
        "PasswordLastChanged",
        "PasswordLastUsed",
    ];

    [GeneratedRegex("secret|password|token|privatekey|assertion|seed|qrcode|authenticationcode|customerkey$", RegexOptions.IgnoreCase)]
    static partial Regex SoundsSecret { get; }

    static IEnumerable<Type> Types() =>
        AppDomain
            .CurrentDomain.GetAssemblies()
            .Where(assembly => assembly.GetName().Name is { } name && name.StartsWith("Mantle.", StringComparison.Ordinal))
            .Concat(ServedModules.All.Select(offer => offer.Make.Method.ReturnType.Assembly))
            .Distinct()
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => typeof(IAuditedMessage).IsAssignableFrom(type) && type is { IsAbstract: false, IsInterface: false });

    [Fact]
    public void What_sounds_like_a_secret_is_not_written()
    {
        var written = new List<string>();
        var tried = 0;
        foreach (var type in Types())
        foreach (var property in type.GetProperties().Where(IsSuspect))
        {
            var message = RuntimeHelpers.GetUninitializedObject(type);
            property.SetValue(message, property.PropertyType == typeof(string) ? Marker : Encoding.UTF8.GetBytes(Marker));
            tried++;
            var text = Audited((IAuditedMessage)message);
            if (text.Contains(Marker, StringComparison.Ordinal) || text.Contains(Base64, StringComparison.Ordinal))
                written.Add($"{type.FullName}.{property.Name}");
        }
        Assert.True(tried > 20, $"Only {tried} members sound like secrets; the services are not loaded.");
        Assert.Empty(written);
    }

    static readonly string Base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(Marker))[..20];

    static bool IsSuspect(PropertyInfo property) =>
        property.CanWrite
        && (property.PropertyType == typeof(string) || property.PropertyType == typeof(byte[]))
        && SoundsSecret.IsMatch(property.Name)
        && !Harmless.Contains(property.Name);

    static string Audited(IAuditedMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            message.WriteAudit(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
