using System.Text;
using Assay.Snapshots;

namespace Assay.Tests.Snapshots;

public sealed class SnapshotNameTests
{
    [Theory]
    [InlineData("SupportTriage")]
    [InlineData("Outer.Inner")]
    [InlineData("Größe_2+x-y")]
    public void A_plain_name_stays(string name) => Assert.Equal(name, SnapshotName.Of(name));

    [Theory]
    [InlineData("")]
    [InlineData("a/b\\c")]
    [InlineData("../../etc/passwd")]
    [InlineData("Generic<int>")]
    [InlineData("CON")]
    [InlineData("nul.x")]
    [InlineData(".hidden")]
    [InlineData("trailing.")]
    [InlineData("tab\t\0 and 😀")]
    public void Another_name_becomes_safe_and_keeps_apart(string name)
    {
        var safe = SnapshotName.Of(name);
        Assert.Matches(@"^[\p{L}\p{Nd}_+\-][\p{L}\p{Nd}_.+\-]*-[0-9a-f]{8}$|^-[0-9a-f]{8}$", safe);
        Assert.NotEqual(safe, SnapshotName.Of(name + "!"));
        Assert.Equal(safe, SnapshotName.Of(name));
    }

    [Theory]
    [InlineData('x', 300)]
    [InlineData('日', 90)]
    public void A_long_name_is_cut_to_eighty_bytes(char letter, int length)
    {
        var safe = SnapshotName.Of(new string(letter, length));
        Assert.InRange(Encoding.UTF8.GetByteCount(safe), 70, 80);
        Assert.NotEqual(safe, SnapshotName.Of(new string(letter, length + 1)));
    }
}
