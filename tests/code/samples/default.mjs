export default async function (event) {
    return event;
}
