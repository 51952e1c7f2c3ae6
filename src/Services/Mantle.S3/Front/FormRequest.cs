using Mantle.Wire;

namespace Mantle.S3.Front;

/// <summary>A request whose headers are the fields of an upload form with the same names.</summary>
sealed class FormRequest(string method, string bucket, string path, PostForm form) : RestRequest(method, path, "", bucket)
{
    public override string? Header(string name) => form.Find(name);

    public override IEnumerable<KeyValuePair<string, string>> Headers => form.Fields;
}
