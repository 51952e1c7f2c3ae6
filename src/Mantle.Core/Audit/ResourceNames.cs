using System.Text;
using Mantle.Core.Storage;

namespace Mantle.Core.Audit;

/// <summary>
/// Finds the resources that the members of a request or response name: the ARN in <c>…Arn</c>, and the name in <c>…Name</c>. Types are put
/// together as CloudFormation names them: <c>roleName</c> in a call to <c>iam</c> is an <c>AWS::IAM::Role</c>.
/// </summary>
readonly struct ResourceNames(ReadOnlySpan<byte> eventSource)
{
    readonly string title = TitleOf(eventSource.IndexOf((byte)'.') is > 0 and var end ? Encoding.UTF8.GetString(eventSource[..end]) : "");

    /// <summary>Adds the resource that a member names, if it names one.</summary>
    public void Add<T>(ReadOnlySpan<byte> member, ReadOnlySpan<byte> value, scoped ref T attributes)
        where T : IEventAttributes
    {
        if (value.IsEmpty)
            return;
        if (member.SequenceEqual("accessKeyId"u8))
            attributes.AddResource("AWS::IAM::AccessKey"u8, value);
        else if (IsArn(member))
            AddArn([], value, ref attributes);
        else if (member.EndsWith("Name"u8) && !member.EndsWith("SessionName"u8))
        {
            var kind = member[..^"Name".Length];
            if (kind.IsEmpty || title is null or "")
                attributes.AddResource([], value);
            else
            {
                Span<byte> type = stackalloc byte[256];
                attributes.AddResource(Type(title, kind, type), value);
            }
        }
    }

    static bool IsArn(ReadOnlySpan<byte> member) => member.EndsWith("Arn"u8) || member.SequenceEqual("arn"u8);

    /// <summary>Adds a resource by its ARN.</summary>
    /// <param name="type">The type; empty to take it from the ARN.</param>
    /// <param name="arn">The ARN.</param>
    /// <param name="attributes">Takes the resource.</param>
    public static void AddArn<T>(ReadOnlySpan<byte> type, ReadOnlySpan<byte> arn, scoped ref T attributes)
        where T : IEventAttributes
    {
        Span<byte> buffer = stackalloc byte[256];
        attributes.AddResource(type.IsEmpty ? TypeOf(arn, buffer) : type, arn);
        var resource = Part(arn, 5);
        var name = resource[(resource.LastIndexOfAny((byte)'/', (byte)':') + 1)..];
        if (!name.IsEmpty)
            attributes.Add(TrailAttribute.ResourceName, name);
    }

    /// <summary>The type of what an ARN names: <c>arn:aws:iam::111122223333:role/deploy</c> is an <c>AWS::IAM::Role</c>.</summary>
    static ReadOnlySpan<byte> TypeOf(ReadOnlySpan<byte> arn, Span<byte> buffer)
    {
        var service = Part(arn, 2);
        var resource = Part(arn, 5);
        var end = resource.IndexOfAny((byte)'/', (byte)':');
        return end <= 0 || service.IsEmpty ? [] : Type(TitleOf(Encoding.UTF8.GetString(service)), resource[..end], buffer);
    }

    /// <summary>What follows a number of colons, up to the next colon; the sixth part goes on to the end.</summary>
    static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> arn, int colons)
    {
        for (var i = 0; i < colons; i++)
        {
            var colon = arn.IndexOf((byte)':');
            if (colon < 0)
                return [];
            arn = arn[(colon + 1)..];
        }
        return colons < 5 && arn.IndexOf((byte)':') is >= 0 and var end ? arn[..end] : arn;
    }

    /// <summary>AWS writes short names of services in capital letters.</summary>
    static string TitleOf(string service) =>
        service.Length <= 3 ? service.ToUpperInvariant() : $"{char.ToUpperInvariant(service[0])}{service.AsSpan(1)}";

    /// <summary>Writes <c>AWS::title::Kind</c>; a hyphen in the kind begins a new word.</summary>
    static ReadOnlySpan<byte> Type(string title, ReadOnlySpan<byte> kind, Span<byte> buffer)
    {
        if (title.Length + kind.Length + 16 > buffer.Length)
            return [];
        var length = Encoding.UTF8.GetBytes($"AWS::{title}::", buffer);
        var begins = true;
        foreach (var letter in kind)
            if (letter is (byte)'-' or (byte)'_')
                begins = true;
            else
            {
                buffer[length++] = begins && letter is >= (byte)'a' and <= (byte)'z' ? (byte)(letter - 32) : letter;
                begins = false;
            }
        return buffer[..length];
    }
}
